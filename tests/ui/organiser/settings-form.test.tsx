// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { draftOf } from '#ui/organiser/settings/settings-draft.ts'
import { answerLikeTheServer, Refused } from './answer-like-the-server.ts'
import { detail, openScreen, petition, settings } from './organiser-screen.tsx'

const server = answerLikeTheServer()
const user = userEvent.setup({ delay: null })

beforeEach(() => {
  sessionStorage.clear()
  server.on('GET ', () => detail())
})
afterEach(cleanup)

const field = (name: string | RegExp) => screen.findByRole<HTMLInputElement>('textbox', { name })
const save = async () => user.click(await screen.findByRole('button', { name: 'Save settings' }))

async function retype(name: string | RegExp, text: string) {
  const box = await field(name)
  await user.clear(box)
  if (text) await user.type(box, text)
}

describe('the settings', () => {
  test('keep what was typed when something is missing, and say what', async () => {
    openScreen('/settings')
    await retype('Title', '')
    await retype('What you ask for', 'Keep it open.')
    const deadline = screen.getByRole('group', { name: /stops taking signatures/ })
    await user.clear(within(deadline).getByRole('textbox', { name: 'Day' }))
    await user.type(within(deadline).getByRole('textbox', { name: 'Day' }), '31')
    await user.clear(within(deadline).getByRole('textbox', { name: 'Month' }))
    await user.type(within(deadline).getByRole('textbox', { name: 'Month' }), '2')
    await save()

    const summary = screen.getByRole('alert', { name: 'There is a problem' })
    expect(
      within(summary)
        .getAllByRole('link')
        .map((link) => link.textContent),
    ).toEqual(['Enter a title', 'Enter the day and time when the receiving body stops taking signatures'])
    expect((await field('What you ask for')).value).toBe('Keep it open.')
    expect(within(deadline).getByRole<HTMLInputElement>('textbox', { name: 'Day' }).value).toBe('31')
    expect(server.asked.filter(({ method }) => method === 'PUT')).toEqual([])
  })

  test('show what the server says about a field beside it, and keep what was typed', async () => {
    server.on(
      'PUT /settings',
      () =>
        new Refused(400, { error: 'bad-request', fields: { 'controller.name': 'controller-name-missing' } }),
    )
    openScreen('/settings')
    await retype('Title', 'Save the station')
    await save()

    const sentence = 'Enter who is responsible for the names'
    await user.click(await screen.findByRole('link', { name: sentence }))
    expect(document.activeElement).toBe(await field('Name of the person or group'))
    expect((await field('Title')).value).toBe('Save the station')
  })

  test('survive a reload of the tab until they are saved', async () => {
    openScreen('/settings')
    await retype('Title', 'Half a tit')
    cleanup()

    openScreen('/settings')
    expect((await field('Title')).value).toBe('Half a tit')
    expect(screen.getByText(/have not saved/)).toBeTruthy()

    server.on('PUT /settings', ({ body }) => detail({ settings: body as typeof settings }))
    await save()
    await screen.findByText('Settings saved.')
    cleanup()

    openScreen('/settings')
    expect((await field('Title')).value).toBe(settings.title)
    expect(screen.queryByText(/have not saved/)).toBeNull()
  })

  test('only looked at are no unsaved changes', async () => {
    server.on('GET ', () => detail({ settings: null, missing: ['settings'] }))
    openScreen('/settings')
    await field('Title')
    expect(screen.queryByText(/Not saved yet/)).toBeNull()
    expect(sessionStorage.length).toBe(0)
  })

  test('are sent as the wire has them', async () => {
    server.on('PUT /settings', ({ body }) => detail({ settings: body as typeof settings }))
    openScreen('/settings')
    await field('Title')
    await save()
    await waitFor(() => expect(server.asked.at(-1)).toMatchObject({ method: 'PUT', body: settings }))
  })

  test('offer only the groups that the receiving body accepts', async () => {
    server.on('PUT /settings', ({ body }) => detail({ settings: body as typeof settings }))
    openScreen('/settings')
    await user.click(await screen.findByRole('radio', { name: /Informal/ }))
    await user.click(screen.getByRole('checkbox', { name: 'People with another direct connection' }))
    await user.click(screen.getByRole('radio', { name: /Policing and Crime/ }))
    expect(screen.queryByRole('checkbox', { name: 'People with another direct connection' })).toBeNull()
    expect(screen.getByText(/Only a London Assembly Member can present it/)).toBeTruthy()

    await save()
    await waitFor(() => expect(server.asked.at(-1)?.body).toMatchObject({ connections: ['live', 'work'] }))
  })
})

describe('the rules at the door', () => {
  test('are sent as they were typed, with hours as people write them', async () => {
    server.on('PUT /settings', ({ body }) => detail({ settings: body as typeof settings }))
    openScreen('/settings')
    await retype('What to say (optional)', 'Hello, I live two streets away.')
    await user.click(screen.getByRole('button', { name: 'Add a question' }))
    await retype('Question 1', 'Who gets my name?')
    await retype('Answer 1', 'City Hall, and nobody else.')
    await user.click(screen.getByRole('button', { name: 'Add a question' }))
    await user.click(screen.getByRole('checkbox', { name: 'Speaks another language' }))
    await user.click(screen.getByRole('radio', { name: /may knock once/ }))
    await retype('Where not to call (optional)', 'Not in Western Avenue: it is a no-calling zone.')
    await retype('Until', '7.30pm')
    await retype('Youngest age to sign (optional)', '16')
    await save()
    await waitFor(() =>
      expect(server.asked.at(-1)?.body).toMatchObject({
        script: 'Hello, I live two streets away.',
        questions: [{ question: 'Who gets my name?', answer: 'City Hall, and nobody else.' }],
        outcomes: settings.outcomes.filter((each) => each !== 'language'),
        stickers: 'may-knock',
        zoneNote: 'Not in Western Avenue: it is a no-calling zone.',
        hours: { from: '10:00', to: '19:30', sundayFrom: '11:00' },
        minimumAge: 16,
      }),
    )
  })

  test('say in the order of the page what is to be mended, and beside which question', async () => {
    openScreen('/settings')
    await user.click(await screen.findByRole('button', { name: 'Add a question' }))
    await user.click(screen.getByRole('button', { name: 'Add a question' }))
    await retype('Answer 2', 'City Hall.')
    await retype('From', 'at noon')
    await retype('Youngest age to sign (optional)', 'sixteen')
    await retype('Name of the person or group', '')
    await save()
    const links = within(screen.getByRole('alert', { name: 'There is a problem' })).getAllByRole('link')
    expect(links.map((link) => link.textContent)).toEqual([
      'Enter the question, or remove it',
      'Enter the answer, or remove the question',
      'Enter the question, or remove it',
      'Enter a time of day, like 10:00',
      'Enter an age from 1 to 21, or leave it empty',
      'Enter who is responsible for the names',
    ])
    await user.click(screen.getByRole('button', { name: 'Remove question 1' }))
    expect((await field('Answer 1')).value).toBe('City Hall.')
  })

  test('of a draft that was typed before there were any are the usual ones', async () => {
    const { script, questions, outcomes, stickers, zoneNote, hours, minimumAge, ...before } =
      draftOf(settings)
    const kept = { ...before, title: 'Typed before' }
    sessionStorage.setItem(`petition-pack.settings.${petition}`, JSON.stringify(kept))
    openScreen('/settings')
    expect((await field('Title')).value).toBe('Typed before')
    expect((await field('Until')).value).toBe('20:00')
  })
})

describe('the privacy notice', () => {
  test('follows the answers until somebody changes a word of it', async () => {
    server.on('GET ', () => detail({ settings: null, missing: ['settings'] }))
    openScreen('/settings')
    const notice = await field('Privacy notice that a resident reads')
    await user.type(await field('Name of the person or group'), 'Ann')
    expect(notice.value).toContain('Ann, [address], is responsible')

    await user.type(notice, ' Ask Ann.')
    await user.type(await field('Name of the person or group'), 'a Smith')
    expect(notice.value).toContain('Ann, [address], is responsible')
    expect(notice.value).toContain('Ask Ann.')

    await user.click(screen.getByRole('button', { name: 'Write it again from my answers' }))
    expect(notice.value).toContain('Anna Smith, [address], is responsible')
  })

  test('that an organiser wrote stays', async () => {
    openScreen('/settings')
    await retype('Name of the person or group', 'Others')
    expect((await field('Privacy notice that a resident reads')).value).toBe('Our own notice.')
  })
})
