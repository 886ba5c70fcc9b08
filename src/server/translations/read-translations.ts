import type { Kysely } from 'kysely'
import { PetitionId, Sha256 } from '#domain/ids.ts'
import { Translation } from '#domain/translation.ts'
import type { Recording, Translations } from '#wire/translations.ts'
import { openName } from '../keys/personal-box.ts'
import { currentKeys } from '../keys/petition-keys.ts'
import type { Server } from '../server.ts'
import type { Database } from '../store/schema.ts'

/** For the organiser's desk: drafts too. */
export async function readTranslations(server: Server, petition: string): Promise<Translations> {
  const { db } = server.store
  const keys = await currentKeys(server, petition)
  const rows = await db
    .selectFrom('translations')
    .selectAll()
    .where('petition', '=', petition)
    .orderBy('savedAt')
    .orderBy('hash')
    .execute()
  return {
    petition: PetitionId.parse(petition),
    translations: rows.map(({ hash, body, readerSealed, approvedAt, takenBackAt }) => ({
      ...Translation.parse(JSON.parse(body)),
      state: takenBackAt !== null ? 'taken-back' : approvedAt !== null ? 'approved' : 'draft',
      reader: readerSealed === null ? null : openName(keys, hash, readerSealed),
      approvedAt: approvedAt === null ? null : new Date(approvedAt).toISOString(),
    })),
    recordings: await recordingsOf(db, petition),
  }
}

/** What phones may show of a wording: approved, and not taken back. */
export async function approvedTranslations(
  db: Kysely<Database>,
  petition: string,
  original: string,
): Promise<Translation[]> {
  const rows = await db
    .selectFrom('translations')
    .select('body')
    .where('petition', '=', petition)
    .where('original', '=', original)
    .where('approvedAt', 'is not', null)
    .where('takenBackAt', 'is', null)
    .orderBy('language')
    .orderBy('approvedAt')
    .execute()
  return rows.map(({ body }) => Translation.parse(JSON.parse(body)))
}

/** Those that somebody may have signed: a phone may bring one that was taken back meanwhile. */
export async function signableTranslations(db: Kysely<Database>, petition: string): Promise<string[]> {
  const rows = await db
    .selectFrom('translations')
    .select('hash')
    .where('petition', '=', petition)
    .where('approvedAt', 'is not', null)
    .execute()
  return rows.map(({ hash }) => hash)
}

export async function recordingsOf(db: Kysely<Database>, petition: string): Promise<Recording[]> {
  const rows = await db
    .selectFrom('recordings')
    .select(['id', 'wording', 'type', 'bytes'])
    .where('petition', '=', petition)
    .orderBy('savedAt')
    .orderBy('id')
    .execute()
  return rows.map(({ id, wording, type, bytes }) => ({
    id,
    wording: Sha256.parse(wording),
    type,
    bytes: Number(bytes),
  }))
}
