/** Texts that strangers send: none may keep the server busy, or hold what a database can't store. */
import { describe, expect, test } from 'vitest'
import type * as z from 'zod/mini'
import { DoorLabel, StreetName, StreetPostcode } from '#domain/door.ts'
import { AddressLine, Email, FullName, Postcode } from '#domain/personal.ts'
import { inviteMember } from '#wire/members.ts'

/** As much as a sealed entry may unpack to; those with the square of it in them took seconds each. */
const LENGTH = 60_000

describe('a text of 60,000 characters is refused at once', () => {
  const marks = 'a'.padEnd(LENGTH / 2, '\u0301').padEnd(LENGTH, '\u0323')
  test.each<[string, z.ZodMiniType, unknown]>([
    ['an address of commas', AddressLine, ','.repeat(LENGTH)],
    ['an e-mail address of dots', Email, `a@${'.'.repeat(LENGTH)}@`],
    ['a name of marks', FullName, marks],
    ['a postcode of marks', Postcode, marks],
    ['a street of marks', StreetName, marks],
    ['a member of marks', inviteMember.body, { name: marks, role: 'volunteer', streets: [] }],
  ])('%s', (_, schema, given) => {
    const startedAt = performance.now()
    expect(schema.safeParse(given).success).toBe(false)
    expect(performance.now() - startedAt).toBeLessThan(100)
  })
})

test('what no line can hold becomes a space', () => {
  expect(StreetName.parse('Reede\u0000Road\n')).toBe('Reede Road')
  expect(StreetPostcode.parse('RM10\u00007')).toBe('RM10 7')
  expect(DoorLabel.parse({ building: 'Rose\u0000\tCottage' })).toEqual({ building: 'Rose Cottage' })
})
