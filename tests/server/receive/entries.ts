import type { DoorId, StreetId } from '#domain/ids.ts'
import type { Personal } from '#domain/personal.ts'
import type { Receipt } from '#domain/receipt.ts'
import type { PetitionFixture } from '../../tools/petition-fixture.ts'

export const ada: Personal = { name: 'Ada Zymurgy', address: '1001 Reede Road', postcode: 'ZE1 0QF' }

export type Place = { readonly street: StreetId; readonly doors: readonly DoorId[] }

/** A typed signature at one of the doors. */
export const signAt = (
  { wording }: Pick<PetitionFixture, 'wording'>,
  { street, doors }: Place,
  door: number,
  personal: Personal = ada,
) =>
  ({
    kind: 'sign',
    street,
    door: doors[door],
    outcome: 'signed',
    method: 'typed',
    wording,
    personal,
  }) as const

export const outcomesOf = ({ receipts }: { readonly receipts: readonly Receipt[] }): string[] =>
  receipts.map((receipt) => ('reason' in receipt ? `${receipt.state}: ${receipt.reason}` : receipt.state))
