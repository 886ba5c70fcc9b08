/**
 * How a signature comes into the database, is corrected and is withdrawn. Call
 * within a transaction. The caller writes the batch, and refreshes the tallies
 * of what it stored; a withdrawal refreshes its own.
 */
import type { Lateness } from '#domain/lateness.ts'
import type { ContactConsent, Method, Personal } from '#domain/personal.ts'
import { sealBox } from '../keys/box.ts'
import { sealPersonal } from '../keys/personal-box.ts'
import type { PetitionKeys } from '../keys/petition-keys.ts'
import type { Server } from '../server.ts'
import { inPortions } from '../store/in-chunks.ts'
import type { Trx } from '../store/open-store.ts'
import { takeNumber } from '../store/take-number.ts'
import { forgetProposals } from './forget-proposals.ts'
import { blockingHashes } from './index-signature.ts'
import { settle } from './settle.ts'

export type NewSignature = {
  readonly petition: string
  readonly id: string
  readonly batch: string
  readonly source: 'phone' | 'online'
  readonly collector: string | null
  readonly device: string | null
  readonly street: string | null
  readonly door: string | null
  readonly method: Method
  readonly wording: string | null
  /** The phone's clock, or the date in the import. */
  readonly signedAt: string
  readonly personal: Personal
  /** From an online notice: used to find out whether two are one person, and for nothing else. */
  readonly email?: string | undefined
  /** In time unless it says otherwise (S10). */
  readonly lateness?: Lateness | undefined
  readonly standing?: 'waiting' | 'late' | undefined
  /** From `takeNumber`; among equal numbers the smaller id came first. */
  readonly received: number
}

/** It waits until its batch is accepted. */
export const storeSignature = async (
  trx: Trx,
  server: Server,
  keys: PetitionKeys,
  signature: NewSignature,
): Promise<void> => {
  await storeSignatures(trx, server, keys, [signature])
}

/** Gives those that are new: what is there already, as when a person took it in, stays as it is. */
export async function storeSignatures<Each extends NewSignature>(
  trx: Trx,
  server: Server,
  keys: PetitionKeys,
  signatures: readonly Each[],
): Promise<Each[]> {
  const rows = signatures.map(({ personal: { contact: _, ...personal }, email, ...signature }) => ({
    ...signature,
    lateness: signature.lateness ?? 'in-time',
    standing: signature.standing ?? 'waiting',
    personalSealed: sealPersonal(keys, signature.id, { ...personal, email }, server.randomBytes(12)),
    proposal: null,
    signatory: null,
  }))
  const stored = new Set<string>()
  for (const portion of inPortions(rows)) {
    const inserted = await trx
      .insertInto('signatures')
      .values(portion)
      .onConflict((conflict) => conflict.columns(['petition', 'id']).doNothing())
      .returning('id')
      .execute()
    for (const { id } of inserted) stored.add(id)
  }
  const fresh = signatures.filter(({ id }) => stored.has(id))
  await insertContacts(trx, server, keys, fresh)
  await insertBlocking(trx, keys, fresh)
  for (const { petition, batch } of new Map(fresh.map((each) => [each.batch, each])).values()) {
    await forgetProposals(trx, petition, batch)
  }
  return fresh
}

/** An amend replaces the whole personal part (A1). What was decided about the signature stays. */
export async function replacePersonal(
  trx: Trx,
  server: Server,
  keys: PetitionKeys,
  amended: { petition: string; id: string; personal: Personal; amendedAt: string },
): Promise<void> {
  const { petition, id, personal, amendedAt } = amended
  const { contact: _, ...kept } = personal
  const { batch } = await trx
    .updateTable('signatures')
    .set({ personalSealed: sealPersonal(keys, id, kept, server.randomBytes(12)) })
    .where('petition', '=', petition)
    .where('id', '=', id)
    .returning('batch')
    .executeTakeFirstOrThrow()
  for (const table of ['contacts', 'blocking'] as const) {
    await trx.deleteFrom(table).where('petition', '=', petition).where('signature', '=', id).execute()
  }
  await insertContacts(trx, server, keys, [{ petition, id, personal, signedAt: amendedAt }])
  await insertBlocking(trx, keys, [{ petition, id, personal }])
  // Others may now be proposed as the same person, so every proposal is made again when it is next looked at.
  await takeNumber(trx, petition, 'roll')
  await forgetProposals(trx, petition, batch)
}

/** A withdrawal always wins (A1): no later acceptance or decision brings the signature back. */
export async function withdrawSignature(trx: Trx, petition: string, id: string): Promise<void> {
  await trx
    .updateTable('signatures')
    .set({ standing: 'withdrawn', proposal: null })
    .where('petition', '=', petition)
    .where('id', '=', id)
    .execute()
  await trx.deleteFrom('contacts').where('petition', '=', petition).where('signature', '=', id).execute()
  // Whom the withdrawn one might be is no longer a question.
  await trx
    .updateTable('matches')
    .set({ state: 'proposed' })
    .where('petition', '=', petition)
    .where('a', '=', id)
    .where('state', '=', 'open')
    .execute()
  await settle(trx, petition, [id])
}

async function insertContacts(
  trx: Trx,
  server: Server,
  keys: PetitionKeys,
  signatures: readonly Pick<NewSignature, 'petition' | 'id' | 'personal' | 'signedAt'>[],
): Promise<void> {
  const rows = signatures.flatMap(({ petition, id, personal: { contact }, signedAt }) =>
    contact === undefined
      ? []
      : [
          {
            petition,
            signature: id,
            contactSealed: sealContact(keys, id, contact, server.randomBytes(12)),
            givenAt: signedAt,
          },
        ],
  )
  for (const chunk of inPortions(rows)) await trx.insertInto('contacts').values(chunk).execute()
}

async function insertBlocking(
  trx: Trx,
  keys: PetitionKeys,
  signatures: readonly Pick<NewSignature, 'petition' | 'id' | 'personal' | 'email'>[],
): Promise<void> {
  const rows = signatures.flatMap(({ petition, id, personal, email }) =>
    blockingHashes(keys, { ...personal, email }).map((keyHash) => ({ petition, keyHash, signature: id })),
  )
  for (const chunk of inPortions(rows)) await trx.insertInto('blocking').values(chunk).execute()
}

const sealContact = (keys: PetitionKeys, signature: string, contact: ContactConsent, nonce: Uint8Array) =>
  sealBox(keys.dataKey, `contact/${signature}`, JSON.stringify(contact), nonce)
