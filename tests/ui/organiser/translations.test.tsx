// @vitest-environment jsdom
import '../../tools/jsdom-gaps.ts'
import { cleanup, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Sha256 } from '#domain/ids.ts'
import type { TranslationOnDesk, Translations } from '#wire/translations.ts'
import { answerLikeTheServer, Refused } from './answer-like-the-server.ts'
import { detail, openScreen, petition, settings } from './organiser-screen.tsx'

const server = answerLikeTheServer()
const user = userEvent.setup({ delay: null })
const original = Sha256.parse('O'.repeat(43))
const hash = Sha256.parse('P'.repeat(43))
const { title, request, background, recipient, privacyNotice } = settings
const wording = {
  language: 'en',
  title,
  request,
  background,
  recipient,
  privacyNotice,
  hash: original,
  number: 1,
}

const polish = (changes: Partial<TranslationOnDesk> = {}): TranslationOnDesk => ({
  original,
  language: 'pl',
  title: 'Komisariat zostaje',
  request: 'Okienko ma być czynne dzień i noc.',
  background: '',
  recipient,
  privacyNotice: 'Nasza informacja.',
  hash,
  state: 'draft',
  reader: null,
  approvedAt: null,
  ...changes,
})
let found: Translations

beforeEach(() => {
  found = { petition, translations: [], recordings: [] }
  server.on('GET ', () => detail({ state: 'open', wordings: [wording], wordingIsStale: false }))
  server.on('GET /translations', () => found)
})
afterEach(cleanup)

const become = (translation: TranslationOnDesk) => () => {
  found = { ...found, translations: [translation] }
  return found
}
async function openPolish() {
  openScreen('/wording')
  await user.click(await screen.findByText('Polish (Polski)'))
  return within(await screen.findByRole('form', { name: 'The translation into Polish' }))
}

describe('a wording in another language', () => {
  test('is typed beside the original, and nobody sees it until a named reader has approved it', async () => {
    const form = await openPolish()
    expect(screen.getAllByText(request)).not.toHaveLength(0)
    server.on('PUT /translations', become(polish()))
    await user.type(form.getByLabelText('Title'), 'Komisariat zostaje')
    await user.type(form.getByLabelText('What you ask for'), 'Okienko ma być czynne dzień i noc.')
    await user.type(form.getByLabelText('Privacy notice'), 'Nasza informacja.')
    expect(form.getByLabelText('Title').getAttribute('lang')).toBe('pl')
    await user.click(form.getByRole('button', { name: 'Save the translation' }))
    await screen.findByText('Saved. Residents see it once a reader has approved it.')
    expect(server.asked.at(-1)?.body).toMatchObject({ original, language: 'pl', title: 'Komisariat zostaje' })

    const approval = within(screen.getByRole('form', { name: 'Who has read it?' }))
    await user.click(approval.getByRole('button', { name: 'Show it to residents' }))
    expect(approval.getAllByText('Enter the name of whoever has read it')).not.toHaveLength(0)
    server.on(
      'POST /translations/approve',
      become(polish({ state: 'approved', reader: 'Zofia Zmyślona', approvedAt: '2026-11-23T10:00:00.000Z' })),
    )
    await user.type(approval.getByLabelText('Full name of the reader'), 'Zofia Zmyślona')
    await user.click(approval.getByRole('button', { name: 'Show it to residents' }))
    await screen.findByText('Read and approved by Zofia Zmyślona on 23 Nov 2026.')
    expect(server.asked.at(-1)?.body).toEqual({ hash, reader: 'Zofia Zmyślona' })
  })

  test('what was changed since is not approved unseen', async () => {
    found = { ...found, translations: [polish()] }
    const form = await openPolish()
    await user.type(form.getByLabelText('Title'), '!')
    expect(screen.getByText('Save your changes first: the reader approves what is saved.')).toBeDefined()
    expect(screen.queryByRole('button', { name: 'Show it to residents' })).toBeNull()
  })

  test('a recording that is no sound is told as such', async () => {
    server.on(
      'PUT /recordings',
      () => new Refused(400, { error: 'bad-request', fields: { sound: 'recording-not-a-sound' } }),
    )
    openScreen('/wording')
    const [choose] = await screen.findAllByLabelText(/Or choose a sound file/)
    if (!choose) throw new Error('there is a place for a file')
    await user.upload(choose, new File(['text'], 'reading.mp3', { type: 'audio/mpeg' }))
    await screen.findByText('Choose a sound file: MP3, M4A, AAC, Ogg, WebM or WAV')
  })

  test('a recording is thrown away only when asked twice', async () => {
    found = {
      ...found,
      recordings: [{ id: petition, wording: original, type: 'audio/webm', bytes: 4 }],
    }
    server.on('POST /recordings/remove', () => ({ ...found, recordings: [] }))
    openScreen('/wording')
    await user.click(await screen.findByRole('button', { name: 'Throw the recording away' }))
    expect(server.asked.some(({ method }) => method === 'POST')).toBe(false)
    const dialog = within(await screen.findByRole('dialog', { name: 'Throw this recording away?' }))
    await user.click(dialog.getByRole('button', { name: 'Throw the recording away' }))
    await screen.findByText(/^Nobody has recorded it/)
    expect(server.asked.at(-1)?.body).toEqual({ wording: original })
  })
})
