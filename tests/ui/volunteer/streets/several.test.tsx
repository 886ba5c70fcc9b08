// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, test } from 'vitest'
import type { DoorLabel } from '#domain/door.ts'
import { closeTab, type PhoneInHand, phoneInHand } from '../phone-in-hand.tsx'

afterEach(closeTab)

const heading = (name: string | RegExp) => screen.findByRole('heading', { name })
const press = async (name: string | RegExp) => userEvent.click(await screen.findByRole('button', { name }))
const follow = async (name: string | RegExp) => userEvent.click(await screen.findByRole('link', { name }))
const tick = async (name: string | RegExp) => userEvent.click(await screen.findByRole('checkbox', { name }))

const flats = (number: number, names: readonly (string | number)[]): DoorLabel[] =>
  names.map((name) => ({ number, unit: `Flat ${name}` }))

const rows = async (phone: PhoneInHand) =>
  (await phone.db.doors.where({ petition: phone.petition }).sortBy('position')).map(
    ({ mark, outcome }) => `${mark} ${outcome ?? '-'}`,
  )
const kinds = async ({ db }: PhoneInHand) =>
  (await db.entries.toArray()).map(({ entry }) => entry.kind).sort()

describe('flats on the walk list', () => {
  test('stand together under their building, whose range reads well', async () => {
    const phone = await phoneInHand({
      labels: [{ number: 20 }, ...flats(22, [1, 2, 3, 4, 6]), { number: 24 }],
    })
    phone.open(`/streets/${phone.street}`)
    await heading('Flats 1–4 and 6, 22')
    expect(screen.getByText('0 of 5 done')).toBeDefined()
    await follow('Flat 4, 22')
    await screen.findByRole('heading', { level: 1, name: 'Flat 4, 22' })
  })

  test('stand by floor where the labels tell it, the top one first', async () => {
    const phone = await phoneInHand({ labels: flats(22, [101, 102, 201, 202]) })
    phone.open(`/streets/${phone.street}`)
    await heading('Flats 101–202, 22')
    const floors = screen.getAllByRole('list').map((list) => list.getAttribute('aria-label'))
    expect(floors).toEqual(['Doors', 'Floor 2', 'Floor 1'])
    expect(screen.getByRole('link', { name: 'Next door: Flat 201, 22' })).toBeDefined()
  })
})

describe('one outcome for several doors', () => {
  test('is a knock at each, and is undone for all of them at once', async () => {
    const phone = await phoneInHand({ labels: [{ number: 20 }, ...flats(22, [1, 2, 3])] })
    const third = phone.doors[3] as never
    await phone.db.doors.update([phone.petition, third], { mark: 'do-not-knock' })
    phone.open(`/streets/${phone.street}`)
    await follow('Choose several')
    await press('All 2')
    expect(screen.getByText('2 doors chosen')).toBeDefined()
    await press('No answer')
    await screen.findByText('2 doors: No answer')
    expect(await rows(phone)).toEqual([
      'to-visit -',
      'to-visit no-answer',
      'to-visit no-answer',
      'do-not-knock -',
    ])

    await press('Undo')
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull())
    expect(await rows(phone)).toEqual(['to-visit -', 'to-visit -', 'to-visit -', 'do-not-knock -'])
    expect(await kinds(phone)).toEqual(['knock', 'knock', 'withdraw', 'withdraw'])
  })

  test('reaches from the door that was chosen last, with the shift key', async () => {
    const phone = await phoneInHand({ numbers: [1, 3, 5, 7, 9] })
    phone.open(`/streets/${phone.street}/several`)
    await tick('3')
    const user = userEvent.setup()
    await user.keyboard('{Shift>}')
    await user.click(screen.getByRole('checkbox', { name: '7' }))
    await user.keyboard('{/Shift}')
    expect(screen.getByText('3 doors chosen')).toBeDefined()
    await press('Can’t get in')
    await screen.findByText('3 doors: Can’t get in')
    expect((await rows(phone)).map((row) => row.includes('cannot-get-in'))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ])
  })

  test('begins with a long press on the list, and a second one reaches to another door', async () => {
    const phone = await phoneInHand({ numbers: [1, 3, 5, 7] })
    phone.open(`/streets/${phone.street}`)
    await restOn(await screen.findByRole('link', { name: '3' }))
    await screen.findByText('1 door chosen')
    await restOn(screen.getByRole('checkbox', { name: '7' }))
    await screen.findByText('3 doors chosen')
  })

  test('J1 says how many could not be saved, and keeps them chosen', async () => {
    const phone = await phoneInHand({ numbers: [1, 3, 5] })
    phone.open(`/streets/${phone.street}/several`)
    await tick('1')
    await tick('3')
    phone.failSaves(1)
    await press('No answer')
    expect((await screen.findByRole('alert')).textContent).toContain('2 doors were not saved')
    expect(screen.getByText('2 doors chosen')).toBeDefined()
    expect(await phone.db.entries.count()).toBe(0)
    await press('No answer')
    await screen.findByText('2 doors: No answer')
  })

  test('asks back before a sticker marks them all', async () => {
    const phone = await phoneInHand({ numbers: [1, 3] })
    phone.open(`/streets/${phone.street}/several`)
    await tick('1')
    await press('No-callers sticker')
    const dialog = await screen.findByRole('dialog')
    expect(await phone.db.entries.count()).toBe(0)
    await userEvent.click(within(dialog).getByRole('button', { name: 'There is a sticker' }))
    await screen.findByText('1: No-callers sticker')
    expect(await rows(phone)).toEqual(['do-not-knock sticker', 'to-visit -'])
    expect(screen.getByText('Do not knock: sticker')).toBeDefined()
    await screen.findByRole('link', { name: 'Next door: 3' })
  })
})

/** Longer than a tap; the tools that listen are loaded by then. */
async function restOn(element: HTMLElement): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 100))
  fireEvent.pointerDown(element, { pointerType: 'touch', clientX: 5, clientY: 5 })
  await new Promise((resolve) => setTimeout(resolve, 600))
  fireEvent.pointerUp(element, { pointerType: 'touch' })
}
