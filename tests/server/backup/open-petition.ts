/** A petition that organisers opened as they do: with a recovery kit that was tried out, a street and a volunteer. */
import { v7 } from 'uuid'
import { DoorId, type Sha256, StreetId } from '#domain/ids.ts'
import { inviteMember } from '#wire/members.ts'
import * as petitions from '#wire/petitions.ts'
import { saveStreets } from '#wire/streets.ts'
import { settingsWith } from '../../tools/petition-fixture.ts'
import { joinWithPhone, type Send, type WirePhone } from './wire-phone.ts'

export type OpenPetition = {
  readonly organiser: WirePhone
  readonly volunteer: WirePhone
  readonly kit: string
  /** Signs on the volunteer's phone and sends all that is unsent. */
  sign(...names: readonly string[]): Promise<void>
}

export async function openPetition(send: Send, organiserCode: string): Promise<OpenPetition> {
  const organiser = await joinWithPhone(send, organiserCode)
  const params = { petition: organiser.session.petition }
  await organiser.call(petitions.saveSettings, { params, body: settingsWith() })
  const { wordings } = await organiser.call(petitions.fixWording, { params })
  const wording = wordings[0]?.hash as Sha256
  const { code: kit } = await organiser.call(petitions.makeRecoveryKit, { params })
  await organiser.call(petitions.testRecoveryKit, { params, body: { code: kit } })
  const street = StreetId.parse(v7())
  const doors = [{ id: DoorId.parse(v7()), label: { number: 7 } }]
  await organiser.call(saveStreets, {
    params,
    body: { streets: [{ id: street, name: 'Reede Road', doors }] },
  })
  await organiser.call(petitions.openPetition, { params })
  const body = { name: 'Vera Zebedee', role: 'volunteer' as const, streets: [street] }
  const { code } = await organiser.call(inviteMember, { params, body })
  const volunteer = await joinWithPhone(send, code)
  return {
    organiser,
    volunteer,
    kit,
    async sign(...names) {
      for (const name of names) await volunteer.sign(street, wording, name, 'ZE1 0QF')
      await volunteer.push()
    },
  }
}
