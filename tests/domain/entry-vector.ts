import { ClearPart } from '#domain/entry.ts'

/** The clear part from which the pinned bytes of the stored format are made. Never change it: add another. */
export const pinnedClear = ClearPart.parse({
  id: '01928c5e-7a00-7000-8000-000000000001',
  petition: '01928c5e-7a00-7000-8000-000000000002',
  device: '01928c5e-7a00-4000-8000-000000000003',
  run: '01928c5e-7a00-4000-8000-000000000004',
  seq: 7,
  v: 1,
  kind: 'sign',
  street: '01928c5e-7a00-7000-8000-000000000005',
  door: '01928c5e-7a00-7000-8000-000000000006',
  outcome: 'signed',
  method: 'drawn',
  wording: 'A'.repeat(43),
  madeAt: '2026-11-22T10:11:12.345Z',
  keyId: '01928c5e-7a00-4000-8000-000000000007',
  enc: `B${'C'.repeat(86)}`,
})
