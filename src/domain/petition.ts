/** A petition as the organiser sets it up: the demand, to whom, by when, who may sign, and who answers for the data. */
import * as z from 'zod/mini'
import { DoorRules, doorRules } from './door-rules.ts'
import { PetitionId } from './ids.ts'
import { Connection, Email, Phone } from './personal.ts'
import { PetitionState } from './petition-state.ts'
import { ProfileId } from './profile-id.ts'
import { recipientProfiles } from './recipient-profile.ts'
import { required, upTo } from './text.ts'

/** Wall time in the petition's own zone, as typed: "2017-10-06T17:00". */
export const LocalTime = z.string().check(z.refine(isOnTheCalendar, 'time-missing'))

/** There and back again, because some engines read 31 June as 1 July. */
function isOnTheCalendar(local: string): boolean {
  const instant = Date.parse(`${local}:00.000Z`)
  return !Number.isNaN(instant) && new Date(instant).toISOString() === `${local}:00.000Z`
}

export const TimeZone = z.string().check(z.refine(isTimeZone, 'time-zone-unknown'))

/** Asking the engine costs more than all else in the settings, and a server reads those at each push. */
const knownZones = new Set<string>()

function isTimeZone(name: string): boolean {
  if (knownZones.has(name)) return true
  try {
    // As the engine spells it: of other spellings there is no end.
    knownZones.add(new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone)
    return true
  } catch {
    return false
  }
}

/** Who answers for the data (UK GDPR article 4(7)), printed on the hand-in and shown in the privacy notice. */
export const Controller = z.strictObject({
  name: required(120, 'controller-name-missing'),
  address: required(255, 'controller-address-missing'),
  email: z.union([Email, z.literal('')]),
  phone: z.union([Phone, z.literal('')]),
})

export const PetitionSettings = z
  .strictObject({
    title: required(80, 'title-missing'),
    request: required(300, 'request-missing'),
    background: upTo(800),
    recipient: required(120, 'recipient-missing'),
    profile: ProfileId,
    /** One language per wording; more come with the translations. */
    language: z.string().check(z.regex(/^[a-z]{2,3}$/)),
    connections: z.array(Connection).check(z.minLength(1, 'connections-missing')),
    timeZone: TimeZone,
    /** When packs are to be back. */
    returnBy: LocalTime,
    /** When the receiving body stops taking signatures. Later than `returnBy`. */
    recipientDeadline: LocalTime,
    controller: Controller,
    /** UK GDPR article 6, recorded per purpose. */
    lawfulBasis: z.enum(['public-task', 'consent', 'legitimate-interests']),
    /** The day by which names and addresses are erased. */
    retainUntil: z.iso.date('date-missing'),
    privacyNotice: required(3000, 'privacy-notice-missing'),
    /** How a resident asks, corrects, withdraws or complains. */
    contact: required(200, 'contact-missing'),
    ...doorRules,
  })
  .check(
    z.refine(({ returnBy, recipientDeadline: deadline }) => deadline === '' || returnBy <= deadline, {
      error: 'return-by-after-deadline',
      path: ['returnBy'],
    }),
    z.refine(
      ({ retainUntil, recipientDeadline }) =>
        retainUntil === '' || retainUntil >= recipientDeadline.slice(0, 10),
      {
        error: 'retain-until-before-deadline',
        path: ['retainUntil'],
      },
    ),
    z.refine(
      ({ connections, profile }) =>
        connections.every((each) => recipientProfiles[profile].connections.includes(each)),
      { error: 'connection-not-accepted', path: ['connections'] },
    ),
    z.refine(({ hours: { from, to } }) => to === '' || from < to, {
      error: 'hours-end-first',
      path: ['hours', 'to'],
    }),
    z.refine(({ hours: { sundayFrom, to } }) => to === '' || sundayFrom < to, {
      error: 'hours-end-first',
      path: ['hours', 'sundayFrom'],
    }),
  )
export type PetitionSettings = z.infer<typeof PetitionSettings>

/** What phones are told of the doors: where the organiser names no age, that of the receiving body holds. */
export function doorRulesOf(settings: PetitionSettings): DoorRules {
  const rules = DoorRules.parse(settings)
  return { ...rules, minimumAge: rules.minimumAge ?? recipientProfiles[settings.profile].minimumAge }
}

/** What a petition still needs before it opens, in the order in which the organiser is asked for it. */
export const OpeningStep = z.enum(['settings', 'wording', 'recovery-kit', 'streets'])
export type OpeningStep = z.infer<typeof OpeningStep>

export const PetitionSummary = z.strictObject({ id: PetitionId, title: z.string(), state: PetitionState })
export type PetitionSummary = z.infer<typeof PetitionSummary>
