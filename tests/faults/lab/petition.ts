/** An open petition with streets, set up through the API as an organiser's browser does. */
import { randomUUID } from 'node:crypto'
import { v7 } from 'uuid'
import { DoorId, PetitionId, StreetId } from '#domain/ids.ts'
import { inviteAgain, inviteMember, revokeDevice } from '#wire/members.ts'
import { fixWording, makeRecoveryKit, openPetition, saveSettings, testRecoveryKit } from '#wire/petitions.ts'
import { saveStreets } from '#wire/streets.ts'
import { type ApiCaller, joinAs } from '../../tools/api-caller.ts'
import { settingsWith } from '../../tools/petition-fixture.ts'

export type LabPetition = {
  readonly id: PetitionId
  readonly organiser: ApiCaller
  readonly doors: readonly { readonly street: StreetId; readonly door: DoorId }[]
  /** The code of the recovery kit, as it stands on the sheet. */
  readonly kitCode: string
  /** A new volunteer, to whom every street is given. */
  invite(): Promise<string>
  /** A code for a volunteer; the one before ends. */
  inviteAgain(member: string): Promise<string>
  revoke(device: string): Promise<void>
}

const STREETS = ['Reede Road', 'Church Elm Lane', 'Oxlow Lane']
const DOORS = 30

/** Any name that no dictionary and no browser holds, for whoever looks for it on a disk. */
export const CONTROL_STREET = STREETS[0] ?? ''

export async function setUpPetition(url: () => string, organiserCode: string): Promise<LabPetition> {
  const app = { request: (path: string, init: RequestInit) => fetch(url() + path, init) }
  const organiser = await joinAs(app, organiserCode)
  const id = PetitionId.parse(organiser.petition)
  const params = { petition: id }
  const year = new Date().getFullYear() + 1
  const settings = settingsWith({
    returnBy: `${year}-09-21T18:00`,
    recipientDeadline: `${year}-10-06T17:00`,
    retainUntil: `${year + 1}-04-06`,
    connections: ['live', 'work'],
  })
  await organiser.call(saveSettings, { params, body: settings })
  const streets = STREETS.map((name) => ({
    id: StreetId.parse(v7()),
    name,
    postcode: 'RM10 8ZZ',
    doors: Array.from({ length: DOORS }, (_, place) => ({
      id: DoorId.parse(v7()),
      label: { number: 1001 + place },
    })),
  }))
  await organiser.call(saveStreets, { params, body: { streets } })
  await organiser.call(fixWording, { params })
  const { code: kitCode } = await organiser.call(makeRecoveryKit, { params })
  await organiser.call(testRecoveryKit, { params, body: { code: kitCode } })
  await organiser.call(openPetition, { params })

  return {
    id,
    organiser,
    doors: streets.flatMap(({ id: street, doors }) => doors.map((door) => ({ street, door: door.id }))),
    kitCode,
    async invite() {
      const body = {
        name: `Vic Volunteer ${randomUUID().slice(0, 4)}`,
        role: 'volunteer' as const,
        streets: streets.map((street) => street.id),
      }
      return (await organiser.call(inviteMember, { params, body })).member
    },
    inviteAgain: async (member) =>
      (await organiser.call(inviteAgain, { params: { ...params, member } })).code,
    async revoke(device) {
      await organiser.call(revokeDevice, { params: { ...params, device } })
    },
  }
}
