/**
 * The settings as they are being typed: strings and choices, in the shape of
 * the form. Unlike the saved settings a draft may be wrong or half there, and
 * it outlives a reload of the tab.
 */
import * as z from 'zod/mini'
import { DoorRules } from '#domain/door-rules.ts'
import { OptionalOutcome, StickerRule } from '#domain/outcome.ts'
import { Connection } from '#domain/personal.ts'
import { PetitionSettings } from '#domain/petition.ts'
import { ProfileId } from '#domain/profile-id.ts'
import { recipientProfiles } from '#domain/recipient-profile.ts'
import { isoDayOf, type TypedDay, timeOf, typedDayOf, typedTimeOf } from './typed-day.ts'

const TypedDaySchema = z.object({ day: z.string(), month: z.string(), year: z.string(), time: z.string() })

export const SettingsDraft = z.object({
  title: z.string(),
  request: z.string(),
  background: z.string(),
  recipient: z.string(),
  profile: ProfileId,
  language: z.string(),
  connections: z.array(Connection),
  timeZone: z.string(),
  returnBy: TypedDaySchema,
  recipientDeadline: TypedDaySchema,
  controller: z.object({ name: z.string(), address: z.string(), email: z.string(), phone: z.string() }),
  lawfulBasis: PetitionSettings.shape.lawfulBasis,
  retainUntil: TypedDaySchema,
  privacyNotice: z.string(),
  contact: z.string(),
  script: z.string(),
  questions: z.array(z.object({ question: z.string(), answer: z.string() })),
  outcomes: z.array(OptionalOutcome),
  stickers: StickerRule,
  zoneNote: z.string(),
  hours: z.object({ from: z.string(), to: z.string(), sundayFrom: z.string() }),
  minimumAge: z.string(),
})
export type SettingsDraft = z.infer<typeof SettingsDraft>

const noDay: TypedDay = { day: '', month: '', year: '', time: '' }

export const emptyDraft: SettingsDraft = {
  title: '',
  request: '',
  background: '',
  recipient: '',
  profile: 'informal',
  language: 'en',
  connections: [],
  timeZone: 'Europe/London',
  returnBy: noDay,
  recipientDeadline: noDay,
  controller: { name: '', address: '', email: '', phone: '' },
  lawfulBasis: 'consent',
  retainUntil: noDay,
  privacyNotice: '',
  contact: '',
  ...DoorRules.parse({}),
  minimumAge: '',
}

export function draftOf(settings: PetitionSettings | null): SettingsDraft {
  if (!settings) return emptyDraft
  return {
    ...settings,
    returnBy: typedTimeOf(settings.returnBy),
    recipientDeadline: typedTimeOf(settings.recipientDeadline),
    retainUntil: typedDayOf(settings.retainUntil),
    minimumAge: settings.minimumAge?.toString() ?? '',
  }
}

/** What is sent: connections that another profile would accept stay in the form, but are not part of it. */
export function settingsOf(draft: SettingsDraft): z.input<typeof PetitionSettings> {
  const { connections } = recipientProfiles[draft.profile]
  return {
    ...draft,
    connections: draft.connections.filter((each) => connections.includes(each)),
    returnBy: isoDayOf(draft.returnBy, 'with time'),
    recipientDeadline: isoDayOf(draft.recipientDeadline, 'with time'),
    retainUntil: isoDayOf(draft.retainUntil),
    questions: withoutBlankEnd(draft.questions),
    hours: {
      from: timeOf(draft.hours.from) ?? '',
      to: timeOf(draft.hours.to) ?? '',
      sundayFrom: timeOf(draft.hours.sundayFrom) ?? '',
    },
    minimumAge: draft.minimumAge.trim() === '' ? null : Number(draft.minimumAge),
  }
}

/** At the end only: what stands before a filled one keeps its place, so that a problem is shown where it is. */
function withoutBlankEnd(questions: SettingsDraft['questions']): SettingsDraft['questions'] {
  const last = questions.findLastIndex(({ question, answer }) => question.trim() + answer.trim() !== '')
  return questions.slice(0, last + 1)
}

const keyOf = (petition: string) => `petition-pack.settings.${petition}`

export function keepDraft(petition: string, draft: SettingsDraft): void {
  try {
    sessionStorage.setItem(keyOf(petition), JSON.stringify(draft))
  } catch {
    // A browser that keeps nothing still shows the form; it is only less forgiving.
  }
}

export function keptDraft(petition: string): SettingsDraft | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(petition)) ?? 'null')
    if (typeof kept !== 'object' || kept === null) return undefined
    // What the form did not ask yet when this was typed has its usual answer.
    return SettingsDraft.safeParse({ ...emptyDraft, ...kept }).data
  } catch {
    return undefined
  }
}

export function dropDraft(petition: string): void {
  try {
    sessionStorage.removeItem(keyOf(petition))
  } catch {
    // Nothing was kept, then.
  }
}
