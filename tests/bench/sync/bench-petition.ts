/** An open petition with forty streets, as an organiser's browser sets it up, and somebody who gathers in all of them. */
import { v7 } from 'uuid'
import { DoorId, PetitionId, StreetId } from '#domain/ids.ts'
import { readBoard } from '#wire/board.ts'
import { inviteMember } from '#wire/members.ts'
import { fixWording, makeRecoveryKit, openPetition, saveSettings, testRecoveryKit } from '#wire/petitions.ts'
import { saveStreets } from '#wire/streets.ts'
import { joinAs } from '../../tools/api-caller.ts'
import { settingsWith } from '../../tools/petition-fixture.ts'

const STREETS = 40
const DOORS = 250

export type BenchPetition = {
  readonly id: PetitionId
  readonly doors: readonly { readonly street: StreetId; readonly door: DoorId }[]
  /** The code for a new volunteer. */
  readonly code: string
  /** Signatures of all streets, as the board counts them. */
  received(): Promise<number>
}

export async function setUpBenchPetition(
  url: string,
  organiserCode: string,
  doorsAStreet = DOORS,
): Promise<BenchPetition> {
  const app = { request: (path: string, init: RequestInit) => fetch(url + path, init) }
  const organiser = await joinAs(app, organiserCode)
  const id = PetitionId.parse(organiser.petition)
  const params = { petition: id }
  const year = new Date().getFullYear() + 1
  const settings = settingsWith({
    returnBy: `${year}-09-21T18:00`,
    recipientDeadline: `${year}-10-06T17:00`,
    retainUntil: `${year + 1}-04-06`,
  })
  await organiser.call(saveSettings, { params, body: settings })
  const streets = Array.from({ length: STREETS }, (_, n) => ({
    id: StreetId.parse(v7()),
    name: `Bench Road ${n + 1}`,
    doors: Array.from({ length: doorsAStreet }, (_, place) => ({
      id: DoorId.parse(v7()),
      label: { number: place + 1 },
    })),
  }))
  for (let start = 0; start < STREETS; start += 10) {
    await organiser.call(saveStreets, { params, body: { streets: streets.slice(start, start + 10) } })
  }
  await organiser.call(fixWording, { params })
  const kit = await organiser.call(makeRecoveryKit, { params })
  await organiser.call(testRecoveryKit, { params, body: { code: kit.code } })
  await organiser.call(openPetition, { params })
  const { code } = await organiser.call(inviteMember, {
    params,
    body: { name: 'Vic Volunteer', role: 'volunteer', streets: streets.map((street) => street.id) },
  })
  return {
    id,
    doors: streets.flatMap(({ id: street, doors }) => doors.map((door) => ({ street, door: door.id }))),
    code,
    received: async () => {
      const { streets } = await organiser.call(readBoard, { params })
      return streets.reduce((sum, { tally }) => sum + tally.received, 0)
    },
  }
}
