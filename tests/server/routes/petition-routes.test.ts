import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createApp } from '#server/app.ts'
import { createOrganiserCode } from '#server/first-organiser.ts'
import { readAudit } from '#wire/audit.ts'
import {
  closePetition,
  createPetition,
  fixWording,
  makeRecoveryKit,
  openPetition,
  readPetition,
  saveSettings,
  testRecoveryKit,
} from '#wire/petitions.ts'
import { readSession } from '#wire/session.ts'
import { saveStreets } from '#wire/streets.ts'
import { type ApiCaller, joinAs } from '../../tools/api-caller.ts'
import { type PetitionFixture, settingsWith, startPetition } from '../../tools/petition-fixture.ts'

let fixture: PetitionFixture
let organiser: ApiCaller
let params: { petition: string }

/** A draft beside the fixture's open petition. */
beforeEach(async () => {
  fixture = await startPetition()
  const first = await joinAs(fixture.app, fixture.organiserCode)
  const { petition, code } = await first.call(createPetition, { params: { petition: fixture.petition } })
  organiser = await joinAs(fixture.app, code)
  params = { petition }
})
afterEach(() => fixture.close())

describe('setting a petition up', () => {
  test('a new draft needs everything, step by step, and opens when nothing is missing', async () => {
    const before = await organiser.call(readPetition, { params })
    expect(before).toMatchObject({ state: 'draft', settings: null, wordings: [], recoveryKit: 'none' })
    expect(before.missing).toEqual(['settings', 'wording', 'recovery-kit', 'streets'])
    expect(await organiser.refusal(openPetition, { params })).toBe('not-ready-to-open')

    const saved = await organiser.call(saveSettings, { params, body: settingsWith() })
    expect(saved.missing).toEqual(['wording', 'recovery-kit', 'streets'])
    const worded = await organiser.call(fixWording, { params })
    expect(worded.wordings).toMatchObject([{ number: 1, title: 'Keep the library open' }])
    expect(worded.missing).toEqual(['recovery-kit', 'streets'])

    const { code } = await organiser.call(makeRecoveryKit, { params })
    expect((await organiser.call(readPetition, { params })).recoveryKit).toBe('made')
    const wrong = code.slice(0, -1) + (code.endsWith('0') ? '1' : '0')
    expect(await organiser.refusal(testRecoveryKit, { params, body: { code: wrong } })).toBe('kit-wrong')
    const tested = await organiser.call(testRecoveryKit, {
      params,
      body: { code: ` ${code.toLowerCase()} ` },
    })
    expect(tested).toMatchObject({ recoveryKit: 'tested', missing: ['streets'] })

    await organiser.call(saveStreets, {
      params,
      body: {
        streets: [
          { id: randomUUID(), name: 'Reede Road', doors: [{ id: randomUUID(), label: { number: 1001 } }] },
        ],
      },
    })
    const opened = await organiser.call(openPetition, { params })
    expect(opened).toMatchObject({ state: 'open', missing: [] })
    expect((await organiser.call(closePetition, { params })).state).toBe('closed')
    expect((await organiser.call(openPetition, { params })).state).toBe('open')

    const { events } = await organiser.call(readAudit, { params, query: {} })
    expect(events.map(({ action }) => action).reverse()).toEqual([
      'petition-created',
      'device-joined',
      'settings-saved',
      'wording-fixed',
      'recovery-kit-made',
      'recovery-kit-tested',
      'streets-added',
      'petition-opened',
      'petition-closed',
      'petition-opened',
    ])
    expect(events[0]?.by).toBe('Olive Organiser')
  })

  test('a draft does not close', async () => {
    expect(await organiser.refusal(closePetition, { params })).toBe('conflict')
  })

  test('a new kit has to be tested again', async () => {
    const { code } = await organiser.call(makeRecoveryKit, { params })
    await organiser.call(testRecoveryKit, { params, body: { code } })
    await organiser.call(makeRecoveryKit, { params })
    expect((await organiser.call(readPetition, { params })).recoveryKit).toBe('made')
    expect(await organiser.refusal(testRecoveryKit, { params, body: { code } })).toBe('kit-wrong')
  })

  test('settings that contradict themselves name the field', async () => {
    const reply = await organiser.send(saveSettings, {
      params,
      body: { ...settingsWith(), returnBy: '2026-12-20T17:00' },
    })
    expect(reply.status).toBe(400)
    expect(await reply.json()).toEqual({
      error: 'bad-request',
      fields: { returnBy: 'return-by-after-deadline' },
    })
  })
})

describe('the wording', () => {
  test('is stale when the settings move on, and immutable once fixed', async () => {
    await organiser.call(saveSettings, { params, body: settingsWith() })
    const first = (await organiser.call(fixWording, { params })).wordings[0]
    const changed = await organiser.call(saveSettings, {
      params,
      body: settingsWith({ request: 'Open it on Sundays.' }),
    })
    expect(changed.wordingIsStale).toBe(true)
    expect(changed.missing).toContain('wording')
    expect(changed.wordings).toEqual([first])

    const second = await organiser.call(fixWording, { params })
    expect(second.wordings.map(({ number }) => number)).toEqual([1, 2])
    expect(second.wordings[0]).toEqual(first)
    expect(second.wordingIsStale).toBe(false)
  })

  test('fixing the same text again makes no version; an older text becomes the newest', async () => {
    await organiser.call(saveSettings, { params, body: settingsWith() })
    await organiser.call(fixWording, { params })
    expect((await organiser.call(fixWording, { params })).wordings).toHaveLength(1)

    await organiser.call(saveSettings, { params, body: settingsWith({ request: 'Open it on Sundays.' }) })
    await organiser.call(fixWording, { params })
    await organiser.call(saveSettings, { params, body: settingsWith() })
    const again = await organiser.call(fixWording, { params })
    expect(again.wordings).toHaveLength(2)
    expect(again.wordings.at(-1)?.request).toBe(settingsWith().request)
    expect(again.wordingIsStale).toBe(false)
  })

  test('can be fixed only when there are settings', async () => {
    expect(await organiser.refusal(fixWording, { params })).toBe('conflict')
  })
})

test('another petition has the same organiser, keys of its own, and a code that works once', async () => {
  const session = await organiser.call(readSession, { params })
  expect(session).toMatchObject({ name: 'Olive Organiser', role: 'organiser', petition: params.petition })
  const code = await createOrganiserCode(fixture.server)
  await joinAs(createApp(fixture.server), code)
  await expect(joinAs(createApp(fixture.server), code)).rejects.toThrow('code-used')
})
