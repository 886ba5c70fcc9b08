import type { Kysely } from 'kysely'
import { PetitionId } from '#domain/ids.ts'
import { type OpeningStep, PetitionSettings } from '#domain/petition.ts'
import { PetitionState } from '#domain/petition-state.ts'
import { Wording, WordingText, wordingHash } from '#domain/wording.ts'
import type { PetitionDetail } from '#wire/petitions.ts'
import { Refusal } from '../refusal.ts'
import type { Database } from '../store/schema.ts'

export async function petitionDetail(db: Kysely<Database>, petition: string): Promise<PetitionDetail> {
  const row = await db
    .selectFrom('petitions')
    .select(['state', 'settings'])
    .where('id', '=', petition)
    .executeTakeFirst()
  if (row === undefined) throw new Refusal('not-found')

  const state = PetitionState.parse(row.state)
  const settings = row.settings === null ? null : PetitionSettings.parse(JSON.parse(row.settings))
  const wordings = await wordingsOf(db, petition)
  const newest = wordings.at(-1)
  const wordingIsStale =
    settings !== null && newest !== undefined && newest.hash !== (await wordingHash(wordingTextOf(settings)))
  const recoveryKit = await recoveryKitOf(db, petition)

  const missing: OpeningStep[] = []
  if (state === 'draft') {
    if (settings === null) missing.push('settings')
    if (newest === undefined || wordingIsStale) missing.push('wording')
    if (recoveryKit !== 'tested') missing.push('recovery-kit')
    if (!(await hasDoors(db, petition))) missing.push('streets')
  }
  return { id: PetitionId.parse(petition), state, settings, wordings, wordingIsStale, recoveryKit, missing }
}

/** Oldest first. */
export async function wordingsOf(db: Kysely<Database>, petition: string): Promise<Wording[]> {
  const rows = await db
    .selectFrom('wordings')
    .select(['hash', 'number', 'body'])
    .where('petition', '=', petition)
    .orderBy('number')
    .execute()
  return rows.map(({ hash, number, body }) => Wording.parse({ ...JSON.parse(body), hash, number }))
}

/** The part of the settings that a resident reads and signs. */
export function wordingTextOf(settings: PetitionSettings): WordingText {
  const { language, title, request, background, recipient, privacyNotice } = settings
  return WordingText.parse({ language, title, request, background, recipient, privacyNotice })
}

async function recoveryKitOf(db: Kysely<Database>, petition: string): Promise<PetitionDetail['recoveryKit']> {
  const row = await db
    .selectFrom('petitionKeys')
    .select(['kitSealed', 'kitTestedAt'])
    .where('petition', '=', petition)
    .orderBy('createdAt', 'desc')
    .executeTakeFirst()
  if (row === undefined || row.kitSealed === null) return 'none'
  return row.kitTestedAt === null ? 'made' : 'tested'
}

async function hasDoors(db: Kysely<Database>, petition: string): Promise<boolean> {
  const door = await db
    .selectFrom('doors')
    .select('id')
    .where('petition', '=', petition)
    .where('deletedAt', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return door !== undefined
}
