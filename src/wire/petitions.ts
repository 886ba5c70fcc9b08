import * as z from 'zod/mini'
import { PetitionId } from '#domain/ids.ts'
import { OpeningStep, PetitionSettings } from '#domain/petition.ts'
import { PetitionState } from '#domain/petition-state.ts'
import { Wording } from '#domain/wording.ts'
import { endpoint } from './endpoint.ts'

export const PetitionDetail = z.strictObject({
  id: PetitionId,
  state: PetitionState,
  /** As last saved; absent while nothing was filled in. */
  settings: z.nullable(PetitionSettings),
  /** Oldest first. */
  wordings: z.array(Wording),
  /** Whether the texts in the settings differ from the newest wording. */
  wordingIsStale: z.boolean(),
  recoveryKit: z.enum(['none', 'made', 'tested']),
  /** What is still to do before it opens; empty when it can open or has. */
  missing: z.array(OpeningStep),
})
export type PetitionDetail = z.infer<typeof PetitionDetail>

export const readPetition = endpoint({
  method: 'GET',
  path: '/petitions/:petition',
  summary: 'The petition with its wordings and what it still needs',
  may: 'petition:read',
  reply: PetitionDetail,
})

export const createPetition = endpoint({
  method: 'POST',
  path: '/petitions/:petition/another',
  summary: 'Start another petition with the same organiser; replies with a code to join it',
  may: 'petition:change',
  reply: z.strictObject({ petition: PetitionId, code: z.string() }),
})

export const saveSettings = endpoint({
  method: 'PUT',
  path: '/petitions/:petition/settings',
  summary: 'Save the settings',
  may: 'petition:change',
  body: PetitionSettings,
  reply: PetitionDetail,
})

export const fixWording = endpoint({
  method: 'POST',
  path: '/petitions/:petition/wordings',
  summary: 'Fix the texts in the settings as the next version of the wording; never changed afterwards',
  may: 'petition:change',
  reply: PetitionDetail,
})

export const makeRecoveryKit = endpoint({
  method: 'POST',
  path: '/petitions/:petition/recovery-kit',
  summary: 'Make a recovery code; shown this once',
  may: 'petition:change',
  reply: z.strictObject({ code: z.string() }),
})

export const testRecoveryKit = endpoint({
  method: 'POST',
  path: '/petitions/:petition/recovery-kit/test',
  summary: 'Open a test entry with the recovery code',
  may: 'petition:change',
  body: z.strictObject({ code: z.string().check(z.trim(), z.minLength(1, 'kit-missing'), z.maxLength(100)) }),
  reply: PetitionDetail,
})

export const openPetition = endpoint({
  method: 'POST',
  path: '/petitions/:petition/open',
  summary: 'Open the petition for signing',
  may: 'petition:change',
  reply: PetitionDetail,
})

export const closePetition = endpoint({
  method: 'POST',
  path: '/petitions/:petition/close',
  summary: 'Close it: phones gather no more, what they hold still arrives',
  may: 'petition:change',
  reply: PetitionDetail,
})
