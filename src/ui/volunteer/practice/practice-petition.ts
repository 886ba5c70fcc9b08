/** A petition, a street and its people that do not exist. */
import type { DoorRow, PetitionRow, StreetRow } from '#device/database.ts'
import { DoorId, StreetId } from '#domain/ids.ts'
import { type WordingText, wordingHash } from '#domain/wording.ts'
import { PRACTICE } from './practice-id.ts'
import { practicePetitionText as text } from './text.ts'

export const PRACTICE_STREET = StreetId.parse('00000000-0000-4000-8000-000000000002')

export const practiceStreet: StreetRow = {
  id: PRACTICE_STREET,
  petition: PRACTICE,
  name: text.street,
  position: 0,
}

export const practiceDoors: readonly DoorRow[] = [1, 3, 5].map((number, position) => ({
  id: DoorId.parse(`00000000-0000-4000-8000-00000000010${number}`),
  petition: PRACTICE,
  street: PRACTICE_STREET,
  label: { number },
  position,
  mark: 'to-visit',
}))

export async function practicePetition(): Promise<PetitionRow> {
  const words: WordingText = {
    language: 'en',
    title: text.title,
    request: text.request,
    background: '',
    recipient: text.recipient,
    privacyNotice: text.privacyNotice,
  }
  return {
    petition: PRACTICE,
    state: 'open',
    title: text.title,
    profile: 'informal',
    connections: ['live', 'work'],
    timeZone: 'Europe/London',
    returnBy: '2099-12-31T17:00',
    recipientDeadline: '2099-12-31T17:00',
    controllerName: text.controller,
    contact: text.contact,
    retainUntil: '2099-12-31',
    wordings: [{ ...words, hash: await wordingHash(words), number: 1 }],
    // One may practise at any hour.
    hours: { from: '00:00', to: '23:59', sundayFrom: '00:00' },
    epoch: '',
    lastSyncedAt: undefined,
    tallyAsOf: -1,
    lastBatchCode: undefined,
  }
}
