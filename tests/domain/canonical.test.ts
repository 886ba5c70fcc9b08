import { describe, expect, test } from 'vitest'
import { associatedDataOf, ENTRY_KEY_LABEL, entryHash, probeData, runInfo } from '#domain/canonical.ts'
import { type ClearPart, ClearPart as Schema } from '#domain/entry.ts'
import { pinnedClear } from './entry-vector.ts'

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const nonce = Uint8Array.from({ length: 12 }, (_, i) => i)
const sealed = Uint8Array.from({ length: 48 }, (_, i) => 255 - i)
const PINNED =
  '["petition-pack/entry",1,"01928c5e-7a00-7000-8000-000000000001","01928c5e-7a00-7000-8000-000000000002",' +
  '"01928c5e-7a00-4000-8000-000000000003","01928c5e-7a00-4000-8000-000000000004",7,"sign",' +
  '"01928c5e-7a00-7000-8000-000000000005","01928c5e-7a00-7000-8000-000000000006","signed","drawn",' +
  '"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",null,"2026-11-22T10:11:12.345Z",' +
  '"01928c5e-7a00-4000-8000-000000000007",' +
  '"BCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC"]'

/** Entries are stored for ever: if one of these fails, the code is wrong, not the literal. */
describe('the stored format, version 1', () => {
  test('has these associated data', () => {
    expect(text(associatedDataOf(pinnedClear))).toBe(PINNED)
  })

  test('has this hash, over length, associated data, nonce and sealed part', async () => {
    expect(await entryHash(associatedDataOf(pinnedClear), nonce, sealed)).toBe(
      'IziWL-lk0WtSMKJO8b6s8CDC42M5EDdrNwXRZY6SXkw',
    )
  })

  test('binds a run and a probe to these bytes', () => {
    expect(text(runInfo(pinnedClear))).toBe(
      '["petition-pack/run",1,"01928c5e-7a00-7000-8000-000000000002","01928c5e-7a00-4000-8000-000000000003",' +
        '"01928c5e-7a00-4000-8000-000000000004","01928c5e-7a00-4000-8000-000000000007"]',
    )
    expect(text(probeData(pinnedClear))).toBe(
      '["petition-pack/probe",1,"01928c5e-7a00-7000-8000-000000000002",' +
        '"01928c5e-7a00-4000-8000-000000000003","01928c5e-7a00-4000-8000-000000000004",' +
        `"01928c5e-7a00-4000-8000-000000000007","B${'C'.repeat(86)}"]`,
    )
    expect(text(ENTRY_KEY_LABEL)).toBe('petition-pack/entry-key/1')
  })
})

describe('the associated data', () => {
  const changed: { [Field in keyof ClearPart]: string | number } = {
    id: pinnedClear.petition,
    petition: pinnedClear.id,
    device: pinnedClear.run,
    run: pinnedClear.device,
    seq: 8,
    v: 2,
    kind: 'amend',
    street: pinnedClear.id,
    door: pinnedClear.id,
    outcome: 'declined',
    method: 'typed',
    wording: 'B'.repeat(43),
    ref: pinnedClear.id,
    madeAt: '2026-11-22T10:11:12.346Z',
    keyId: pinnedClear.run,
    enc: `C${'C'.repeat(86)}`,
  }

  test('cover every clear field', () => {
    expect(Object.keys(changed)).toEqual(Object.keys(Schema.shape))
  })

  test.each(Object.entries(changed))('change with %s', (field, value) => {
    const other = { ...pinnedClear, [field]: value }
    expect(text(associatedDataOf(other))).not.toBe(PINNED)
  })

  test('keep absent fields in their places', () => {
    const { door: _, ...withoutDoor } = pinnedClear
    const fields: unknown = JSON.parse(text(associatedDataOf(withoutDoor)))
    expect(fields).toHaveLength(17)
    expect(fields).toHaveProperty('9', null)
  })
})

test('the hash tells a byte of the nonce from a byte of the sealed part', async () => {
  const data = associatedDataOf(pinnedClear)
  const one = await entryHash(data, nonce, sealed)
  const shifted = await entryHash(data, nonce.slice(0, 11), Uint8Array.from([99, ...sealed]))
  expect(shifted).not.toBe(one)
})
