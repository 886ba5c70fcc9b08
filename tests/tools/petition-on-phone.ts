import { DoorRules } from '#domain/door-rules.ts'
import type { PetitionOnPhone } from '#wire/pull.ts'

/** A petition as a phone has it, for Node and for a page alike. */
export const petitionOnPhone: PetitionOnPhone = {
  state: 'open',
  title: 'Keep the library open',
  profile: 'informal',
  connections: ['live'],
  timeZone: 'Europe/London',
  returnBy: '2026-12-11T17:00',
  recipientDeadline: '2026-12-18T17:00',
  controllerName: 'Library Friends',
  contact: 'us@example.org',
  retainUntil: '2027-06-30',
  ...DoorRules.parse({}),
  wordings: [],
}
