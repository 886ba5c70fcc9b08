import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type DoorId, Sha256, type StreetId } from '#domain/ids.ts'
import { readAudit } from '#wire/audit.ts'
import { API_PREFIX } from '#wire/endpoint.ts'
import { fixWording, saveSettings } from '#wire/petitions.ts'
import { PullReply } from '#wire/pull.ts'
import {
  approveTranslation,
  readRecording,
  readTranslations,
  removeRecording,
  saveRecording,
  saveTranslation,
  takeBackTranslation,
} from '#wire/translations.ts'
import { type ApiCaller, joinAs, sendTo } from '../tools/api-caller.ts'
import { type PetitionFixture, settingsWith, startPetition } from '../tools/petition-fixture.ts'
import { joinScripted, newNonce, type ScriptedPhone } from '../tools/scripted-phone.ts'

const READER = 'Zofia Zmyślona'
let fixture: PetitionFixture
let organiser: ApiCaller
let phone: ScriptedPhone
let params: { petition: string }
let place: { street: StreetId; door: DoorId | undefined }

beforeEach(async () => {
  fixture = await startPetition()
  organiser = await joinAs(fixture.app, fixture.organiserCode)
  const added = await fixture.addStreet('Reede Road', 2)
  place = { street: added.street, door: added.doors[0] }
  const { street } = added
  phone = await joinScripted(fixture.app, (await fixture.invite('volunteer', 'Vera', [street])).code)
  params = { petition: fixture.petition }
})
afterEach(() => fixture.close())

const polish = (changes: object = {}) => ({
  original: fixture.wording,
  language: 'pl',
  title: 'Nie zamykać biblioteki',
  request: 'Biblioteka ma być otwarta sześć dni w tygodniu.',
  background: '',
  privacyNotice: 'Nazwiska dostaje rada i nikt inny.',
  ...changes,
})

async function saved(changes: object = {}) {
  const { translations } = await organiser.call(saveTranslation, { params, body: polish(changes) })
  const draft = translations.find(({ state }) => state === 'draft')
  if (draft === undefined) throw new Error('a saved translation is a draft')
  return draft
}
const approve = (hash: string) =>
  organiser.call(approveTranslation, { params, body: { hash, reader: READER } })

async function onPhone(version = 2) {
  const reply = await fixture.app.request(
    `${API_PREFIX}/petitions/${fixture.petition}/pull?n=${newNonce()}${version > 1 ? `&v=${version}` : ''}`,
    { headers: { Cookie: phone.cookie } },
  )
  const json: unknown = await reply.json()
  return { json, petition: PullReply.parse(json).petition }
}

async function signed(wording: string, method: 'typed' | 'assisted' = 'typed') {
  const run = await phone.newRun()
  const entry = await run.write({
    kind: 'sign',
    method,
    ...place,
    outcome: 'signed',
    wording: Sha256.parse(wording),
    personal: { name: 'Invented Resident', postcode: 'RM10 8ZZ', connection: 'live' },
  })
  return (await phone.push([entry])).receipts[0]
}

describe('a translation of the wording', () => {
  test('reaches phones only when a named reader has approved it, and never as the newest wording', async () => {
    const draft = await saved()
    expect(draft).toMatchObject({ state: 'draft', reader: null, recipient: 'The council' })
    expect((await onPhone()).petition.translations).toEqual([])

    const { translations } = await approve(draft.hash)
    expect(translations).toMatchObject([{ state: 'approved', reader: READER }])
    const { petition } = await onPhone()
    expect(petition.translations).toMatchObject([
      { language: 'pl', hash: draft.hash, original: fixture.wording },
    ])
    expect(petition.wordings.map(({ hash }) => hash)).toEqual([fixture.wording])
  })

  test('S7 a phone of version 1 gets what there was then', async () => {
    await approve((await saved()).hash)
    const { json } = await onPhone(1)
    expect(json).not.toHaveProperty('petition.translations')
    expect(json).not.toHaveProperty('petition.recordings')
  })

  test('can be signed by its own hash once it is approved, also after it was taken back', async () => {
    const { hash } = await saved()
    expect(await signed(hash)).toMatchObject({ state: 'refused', reason: 'unknown-wording' })
    await approve(hash)
    expect(await signed(hash)).toMatchObject({ state: 'held' })
    const after = await organiser.call(takeBackTranslation, { params, body: { hash } })
    expect(after.translations).toMatchObject([{ state: 'taken-back', reader: READER }])
    expect((await onPhone()).petition.translations).toEqual([])
    expect(await signed(hash)).toMatchObject({ state: 'held' })
  })

  test('belongs to its original: when that is fixed anew, it is offered no more until it is approved again', async () => {
    const { hash } = await saved()
    await approve(hash)
    const request = 'Keep it open on Sundays too.'
    await organiser.call(saveSettings, { params, body: settingsWith({ request }) })
    await organiser.call(fixWording, { params })
    expect((await onPhone()).petition.translations).toEqual([])
    expect(await organiser.refusal(approveTranslation, { params, body: { hash, reader: READER } })).toBe(
      'conflict',
    )
    expect(await organiser.refusal(saveTranslation, { params, body: polish() })).toBe('conflict')
    expect(await signed(hash)).toMatchObject({ state: 'held' })
  })

  test('a corrected one waits as a draft beside the approved one, and takes its place', async () => {
    const first = await saved()
    await approve(first.hash)
    await saved({ title: 'Pierwsza próba' })
    const second = await saved({ title: 'Biblioteka zostaje' })
    expect((await onPhone()).petition.translations).toMatchObject([{ hash: first.hash }])
    const { translations } = await approve(second.hash)
    expect(translations.map(({ state }) => state).sort()).toEqual(['approved', 'taken-back'])
    expect((await onPhone()).petition.translations).toMatchObject([{ title: 'Biblioteka zostaje' }])
  })

  test('P2 the reader’s name is nowhere in clear, and the trail holds ids only', async () => {
    const { hash } = await saved()
    await approve(hash)
    const row = await fixture.server.store.db.selectFrom('translations').selectAll().executeTakeFirstOrThrow()
    expect(JSON.stringify(row)).not.toContain(READER)
    expect(fixture.logged()).not.toContain(READER)
    const audit = await organiser.call(readAudit, { params, query: {} })
    expect(JSON.stringify(audit)).toContain('translation-approved')
    expect(JSON.stringify(audit)).not.toContain(READER)
  })
})

describe('a recording of a wording', () => {
  const webm = Buffer.from([0x1a, 0x45, 0xdf, 0xa3, ...Buffer.from('sound')])
  const save = (wording: string, sound = webm) =>
    organiser.call(saveRecording, { params, body: { wording, sound: sound.toString('base64') } })

  test('is named to phones and fetched by them alone; a new one has another id', async () => {
    const { recordings } = await save(fixture.wording)
    expect(recordings).toMatchObject([{ wording: fixture.wording, type: 'audio/webm', bytes: webm.length }])
    expect((await onPhone()).petition.recordings).toEqual(recordings)
    const recording = recordings[0]?.id ?? ''
    const asked = { params: { ...params, recording } }
    const reply = await sendTo(fixture.app, phone.cookie, readRecording, asked)
    expect(reply.headers.get('content-type')).toBe('audio/webm')
    expect(Buffer.from(await reply.arrayBuffer())).toEqual(webm)
    expect((await sendTo(fixture.app, '', readRecording, asked)).status).toBe(401)

    const again = await save(fixture.wording)
    expect(again.recordings).toHaveLength(1)
    expect(again.recordings[0]?.id).not.toBe(recording)
    expect((await sendTo(fixture.app, phone.cookie, readRecording, asked)).status).toBe(404)
  })

  test('is refused when its bytes are no sound, too many, or of no wording here', async () => {
    const refusal = (wording: string, sound: Buffer) =>
      organiser.refusal(saveRecording, { params, body: { wording, sound: sound.toString('base64') } })
    expect(await refusal(fixture.wording, Buffer.from('<script>'))).toBe('bad-request')
    expect(await refusal(fixture.wording, Buffer.concat([webm, Buffer.alloc(2 * 1024 * 1024)]))).toBe(
      'bad-request',
    )
    expect(await refusal('x'.repeat(43), webm)).toBe('not-found')
  })

  test('of a translation is named while the translation is shown, and can be thrown away', async () => {
    const { hash } = await saved()
    await save(hash)
    expect((await onPhone()).petition.recordings).toEqual([])
    await approve(hash)
    expect((await onPhone()).petition.recordings).toMatchObject([{ wording: hash }])
    await organiser.call(removeRecording, { params, body: { wording: hash } })
    expect((await organiser.call(readTranslations, { params })).recordings).toEqual([])
  })
})

test('who types for a resident says so: the method is assisted', async () => {
  expect(await signed(fixture.wording, 'assisted')).toMatchObject({ state: 'held' })
})
