import { describe, expect, test } from 'vitest'
import { normaliseSignature } from '#domain/linkage/normalise.ts'
import { judge, type Present } from '#server/merge/judge.ts'

const tom = normaliseSignature({ name: 'Tom Reed', address: '1 Reede Road', postcode: 'RM10 8AA' })
const nobody = { bound: [], apart: new Set<string>() }

const present = (id: string, changes: Partial<Present> = {}): Present => ({
  id,
  signatory: id,
  isPending: false,
  form: tom,
  gatheredTogether: false,
  ...changes,
})

describe('what a newcomer would be', () => {
  test('new, with nobody like it', () => {
    expect(judge(tom, [], nobody)).toEqual({ proposal: 'new', joins: undefined, matches: [] })
  })

  test('already on the roll, with one signatory that is surely the same, by however many signatures', () => {
    const judged = judge(tom, [present('one'), present('two', { signatory: 'one' })], nobody)
    expect(judged).toMatchObject({ proposal: 'already-on-roll', matches: [{ b: 'one', isSure: true }] })
  })

  test('to decide, with two signatories that are surely the same: it is linked to neither by chance', () => {
    const judged = judge(tom, [present('one'), present('two')], nobody)
    expect(judged.proposal).toBe('to-decide')
    expect(judged.matches.map(({ isSure }) => isSure)).toEqual([false, false])
  })

  test('to decide with whom it joins, when that one is to decide', () => {
    const judged = judge(tom, [present('one', { isPending: true })], nobody)
    expect(judged).toMatchObject({ proposal: 'to-decide', joins: { id: 'one' }, matches: [{ isSure: true }] })
  })

  test('M1 to decide, when both were gathered at one door at one time', () => {
    const judged = judge(tom, [present('father', { gatheredTogether: true })], nobody)
    expect(judged).toMatchObject({ proposal: 'to-decide', matches: [{ b: 'father', isSure: false }] })
  })

  test('new, when a person said that the only one like it is another', () => {
    expect(judge(tom, [present('one')], { bound: [], apart: new Set(['one']) }).proposal).toBe('new')
  })

  test('whom a person said it is, whoever else is like it, and no question is asked again', () => {
    const judged = judge(tom, [present('one'), present('two')], { bound: [present('two')], apart: new Set() })
    expect(judged).toMatchObject({ proposal: 'already-on-roll', joins: { id: 'two' }, matches: [] })
  })
})
