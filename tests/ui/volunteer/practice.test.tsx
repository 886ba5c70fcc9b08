// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { Dexie } from 'dexie'
import { afterEach, expect, test, vi } from 'vitest'
import { useHandOver } from '#ui/volunteer/signing/hand-over.ts'
import '#ui/volunteer/practice/practice-shell.tsx'
import { useLastStep } from '#ui/volunteer/last-step.ts'
import { PRACTICE } from '#ui/volunteer/practice/practice-id.ts'
import { PRACTICE_DATABASE } from '#ui/volunteer/practice/practice-phone.ts'
import { practiceText } from '#ui/volunteer/practice/text.ts'
import { createMemoryDisk, createMemoryJournalFiles } from '../../tools/memory-journal-files.ts'
import { closeTab, type PhoneInHand, phoneInHand } from './phone-in-hand.tsx'

afterEach(() => {
  history.replaceState(null, '', '/')
  closeTab()
})

const TYPED = 'Sam Sample'

const heading = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name })
const press = async (name: string) => userEvent.click(await screen.findByRole('button', { name }))
const follow = async (name: string | RegExp) => userEvent.click(await screen.findByRole('link', { name }))
const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label)

function expectMarked(): void {
  const banner = screen.getByRole('complementary', { name: practiceText.title })
  expect(within(banner).getByText(practiceText.banner)).toBeTruthy()
}

async function hold(name: string): Promise<void> {
  fireEvent.click(await screen.findByRole('button', { name }), { detail: 0 })
  fireEvent.click(await screen.findByRole('button', { name: 'Press once more' }), { detail: 0 })
}

/** All that the real phone holds: every row of every table. */
const allOf = async ({ db }: PhoneInHand) =>
  Object.fromEntries(await Promise.all(db.tables.map(async (table) => [table.name, await table.toArray()])))

test('practice goes through every step, is marked on each page, and leaves nothing on the phone', async () => {
  const disk = createMemoryDisk()
  const phone = await phoneInHand({ storage: { files: createMemoryJournalFiles(disk) } })
  const before = await allOf(phone)
  const post = vi.spyOn(XMLHttpRequest.prototype, 'send')

  phone.openAddress(`/p/${PRACTICE}`)
  await heading(practiceText.title)
  expectMarked()
  await follow(practiceText.go)
  await follow('Next door: 1')
  await heading('1')
  expectMarked()

  await press('No answer')
  await heading('3')
  await screen.findByText('1: No answer')
  await press('Undo')
  await heading('1')
  await press('No answer')
  await heading('3')
  expectMarked()

  await follow('Sign')
  await press('Hand over the phone')
  await heading('Sign the petition')
  expectMarked()
  expect(screen.queryByRole('link', { name: practiceText.end })).toBeNull()
  await userEvent.type(field('Full name'), TYPED)
  await userEvent.type(field('Postcode'), 'AB10 1AB')
  await userEvent.click(screen.getByRole('radio', { name: 'I live here' }))

  // What is half-typed comes back from memory, as no draft may keep it.
  const state = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
  fireEvent(document, new Event('visibilitychange', { bubbles: true }))
  state.mockRestore()
  await heading('Give the phone back, or hold to go on')
  expectMarked()
  await hold('Press and hold to go on')
  await heading('Sign the petition')
  expect(field('Full name').value).toBe(TYPED)

  await press('Sign')
  await heading('Thank you')
  expectMarked()
  await hold('Volunteer: press and hold')
  await heading(/^Signed at 3 Practice Lane/)
  expectMarked()
  await press('Correct this signature')
  await heading('Sign the petition')
  expect(field('Full name').value).toBe(TYPED)
  await press('Save the correction')
  await heading('Thank you')
  await hold('Volunteer: press and hold')
  await press('Undo this signature')
  await userEvent.click(
    within(await screen.findByRole('dialog')).getByRole('button', { name: 'Undo this signature' }),
  )
  await heading('3')

  expect(await allOf(phone)).toEqual(before)
  expect([...disk.files.values()].map(({ bytes }) => new TextDecoder().decode(bytes)).join()).not.toContain(
    PRACTICE,
  )
  expect(await createMemoryJournalFiles(disk).read()).toEqual([])
  expect(post).not.toHaveBeenCalled()
  post.mockRestore()
  const beside = new Dexie(PRACTICE_DATABASE)
  await beside.open()
  for (const name of ['entries', 'drafts', 'counts', 'tallies'])
    expect(await beside.table(name).toArray()).toEqual([])
  expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain(TYPED)
  beside.close()
})

test('what was saved in practice can’t be undone at a real door, nor the other way round', async () => {
  const phone = await phoneInHand()
  phone.open(phone.doorPath(0))
  await press('No answer')
  await waitFor(() => expect(useLastStep.getState().step).toBeDefined())
  const real = await phone.db.entries.toArray()
  closeTabButNotMemory()
  phone.openAddress(`/p/${PRACTICE}/streets/00000000-0000-4000-8000-000000000002`)
  await follow('Next door: 1')
  await press('No answer')
  await heading('3')
  expect(useLastStep.getState().step).toMatchObject({ doors: [{ door: { petition: PRACTICE } }] })
  await follow(practiceText.end)
  await waitFor(() => expect(useLastStep.getState().step).toBeUndefined())
  expect(await phone.db.entries.toArray()).toEqual(real)
  await waitFor(async () => expect(await Dexie.exists(PRACTICE_DATABASE)).toBe(false))
})

/** Another page in the same tab. */
function closeTabButNotMemory(): void {
  const { step } = useLastStep.getState()
  const { current } = useHandOver.getState()
  closeTab()
  useLastStep.setState({ step })
  useHandOver.setState({ current })
}
