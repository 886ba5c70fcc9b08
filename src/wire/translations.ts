import * as z from 'zod/mini'
import { PetitionId, Sha256 } from '#domain/ids.ts'
import { MAX_SOUND_BYTES } from '#domain/sound.ts'
import { ReaderName, Translation, TranslationText } from '#domain/translation.ts'
import { endpoint } from './endpoint.ts'

export const TranslationOnDesk = z.strictObject({
  ...Translation.shape,
  /** `draft`: nobody has approved it. `taken-back`: it was shown once, and is shown no more. */
  state: z.enum(['draft', 'approved', 'taken-back']),
  /** Who read and approved it. */
  reader: z.nullable(z.string()),
  approvedAt: z.nullable(z.iso.datetime()),
})
export type TranslationOnDesk = z.infer<typeof TranslationOnDesk>

/** Somebody reads a wording, or a translation of it, aloud. A new one has a new id. */
export const Recording = z.object({ id: z.uuid(), wording: Sha256, type: z.string(), bytes: z.int() })
export type Recording = z.infer<typeof Recording>

export const Translations = z.strictObject({
  petition: PetitionId,
  /** Of every fixed version, oldest first. */
  translations: z.array(TranslationOnDesk),
  recordings: z.array(Recording),
})
export type Translations = z.infer<typeof Translations>

export const readTranslations = endpoint({
  method: 'GET',
  path: '/petitions/:petition/translations',
  summary: 'The wordings in other languages, and what was recorded of all of them',
  may: 'petition:read',
  reply: Translations,
})

export const saveTranslation = endpoint({
  method: 'PUT',
  path: '/petitions/:petition/translations',
  summary: 'Save a translation of the newest wording; no resident sees it until it is approved',
  may: 'petition:change',
  body: TranslationText,
  reply: Translations,
})

export const approveTranslation = endpoint({
  method: 'POST',
  path: '/petitions/:petition/translations/approve',
  summary: 'Say who has read a translation and found it right: phones show it from then on',
  may: 'petition:change',
  body: z.strictObject({ hash: Sha256, reader: ReaderName }),
  reply: Translations,
})

export const takeBackTranslation = endpoint({
  method: 'POST',
  path: '/petitions/:petition/translations/take-back',
  summary: 'Show a translation no more; who signed it has signed',
  may: 'petition:change',
  body: z.strictObject({ hash: Sha256 }),
  reply: Translations,
})

export const saveRecording = endpoint({
  method: 'PUT',
  path: '/petitions/:petition/recordings',
  summary: 'Keep a recording of a wording or translation, in place of the one before',
  may: 'petition:change',
  body: z.strictObject({
    wording: Sha256,
    /** The file, at most 2 MB of it. */
    sound: z.base64().check(z.maxLength(Math.ceil(MAX_SOUND_BYTES / 3) * 4, 'recording-too-large')),
  }),
  reply: Translations,
})

export const removeRecording = endpoint({
  method: 'POST',
  path: '/petitions/:petition/recordings/remove',
  summary: 'Throw a recording away',
  may: 'petition:change',
  body: z.strictObject({ wording: Sha256 }),
  reply: Translations,
})

/** Answers with the sound itself. */
export const readRecording = endpoint({
  method: 'GET',
  path: '/petitions/:petition/recordings/:recording',
  summary: 'A recording, for the phones of the petition',
  may: 'collect',
  reply: z.unknown(),
})
