import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normaliseSignature, type WrittenSignature } from '#domain/linkage/normalise.ts'
import { type Candidate, propose } from '#domain/linkage/propose.ts'

const ada: WrittenSignature = { name: 'Ada Okoro', address: '12 Reede Road', postcode: 'RM10 8DU' }
const newcomer = normaliseSignature(ada)
const candidate = (id: string, changes: Partial<WrittenSignature> = {}, gatheredTogether = false) => ({
  id,
  signature: normaliseSignature({ ...ada, ...changes }),
  gatheredTogether,
})

describe('what is proposed for a newcomer', () => {
  test('is new when nobody resembles it', () => {
    expect(propose(newcomer, [])).toEqual({ verdict: 'new', matches: [] })
    expect(propose(newcomer, [candidate('bo', { name: 'Bo Okoro' })])).toEqual({
      verdict: 'new',
      matches: [],
    })
  })

  test('is already on the roll when one person there is surely the same', () => {
    expect(propose(newcomer, [candidate('other', { address: '14 Reede Road' }), candidate('ada')])).toEqual({
      verdict: 'already-on-roll',
      matches: [
        { id: 'ada', verdict: 'same', reasons: ['same-name', 'same-postcode', 'same-house'] },
        { id: 'other', verdict: 'review', reasons: ['same-name', 'same-postcode', 'other-house'] },
      ],
    })
  })

  test('is to be decided when somebody may be the same', () => {
    const { verdict, matches } = propose(newcomer, [candidate('ada', { address: undefined })])
    expect(verdict).toBe('to-decide')
    expect(matches).toHaveLength(1)
  })

  test('M1 is to be decided for a son who signs after his father at one door', () => {
    expect(propose(newcomer, [candidate('father', {}, true)])).toEqual({
      verdict: 'to-decide',
      matches: [
        {
          id: 'father',
          verdict: 'review',
          reasons: ['same-name', 'same-postcode', 'same-house', 'gathered-together'],
        },
      ],
    })
  })

  test('M1 is to be decided when it could be either of two people on the roll', () => {
    expect(propose(newcomer, [candidate('father'), candidate('son')]).verdict).toBe('to-decide')
  })

  test('counts two signatures of one signatory as one match, by the surer of them', () => {
    const { verdict, matches } = propose(newcomer, [
      candidate('ada', { address: undefined }),
      candidate('ada'),
    ])
    expect(verdict).toBe('already-on-roll')
    expect(matches.map(({ id, verdict: each }) => [id, each])).toEqual([['ada', 'same']])
  })

  test('never depends on the order of the candidates', () => {
    const candidates: fc.Arbitrary<Candidate<string>[]> = fc.array(
      fc
        .record({
          id: fc.constantFrom('a', 'b', 'c'),
          name: fc.constantFrom('Ada Okoro', 'Bo Okoro'),
          address: fc.constantFrom(undefined, '12 Reede Rd', '14 Reede Road'),
          postcode: fc.constantFrom(undefined, 'RM10 8DU', 'RM10 7YU'),
          gatheredTogether: fc.boolean(),
        })
        .map(({ id, gatheredTogether, ...written }) => candidate(id, written, gatheredTogether)),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(
        candidates.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([all, shuffled]) => {
          expect(propose(newcomer, shuffled)).toEqual(propose(newcomer, all))
        },
      ),
    )
  })
})
