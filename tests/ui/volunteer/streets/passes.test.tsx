// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, test } from 'vitest'
import { keepCallBack } from '#device/call-backs.ts'
import { DoorId } from '#domain/ids.ts'
import { closeTab, type PhoneInHand, phoneInHand } from '../phone-in-hand.tsx'

const HOUR_MS = 60 * 60 * 1000

afterEach(closeTab)

const heading = (name: string) => screen.findByRole('heading', { level: 1, name })
const press = async (name: string | RegExp) => userEvent.click(await screen.findByRole('button', { name }))
const follow = async (name: string | RegExp) => userEvent.click(await screen.findByRole('link', { name }))

const numbersOnList = async () =>
  within(await screen.findByRole('list', { name: 'Doors' }))
    .getAllByRole('link')
    .map((door) => /^\d+/.exec(door.textContent ?? '')?.[0])

async function knockAtAll(phone: PhoneInHand, outcomes: readonly string[]): Promise<void> {
  phone.open(phone.doorPath(0))
  for (const outcome of outcomes) {
    const number = (await screen.findByRole('heading', { level: 1 })).textContent
    await press(outcome)
    if (outcome === 'Call back') await press('Any time')
    await waitFor(() => expect(screen.getByRole('heading', { level: 1 }).textContent).not.toBe(number))
  }
}

const settings = async ({ db }: PhoneInHand) =>
  (await db.settings.toArray()).filter(({ key }) => /^(walk|call)/.test(key))

describe('the second pass', () => {
  test('shows the doors where nobody answered or that asked to be called on again, and no others', async () => {
    const phone = await phoneInHand({ numbers: [1, 3, 5, 7, 9] })
    await knockAtAll(phone, ['No answer', 'No thanks', 'Call back', 'Can’t get in', 'No answer'])
    phone.pass(60_000)
    await press('Second pass: 3 doors')
    await screen.findByText('0 of 3 doors done')
    expect(await numbersOnList()).toEqual(['1', '5', '9'])

    await follow('Next door: 1')
    await heading('1')
    phone.pass(60_000)
    await press('No answer')
    await heading('5')
    await follow('Reede Road')
    await screen.findByText('1 of 3 doors done')
    expect(await numbersOnList()).toEqual(['1', '5', '9'])
    await screen.findByRole('link', { name: 'Next door: 5' })
    await press('Show all doors')
    await screen.findByText('1 of 5 doors done')
  })

  test('J3 says that of a door that was sent only “still to visit” is known', async () => {
    const phone = await phoneInHand({ numbers: [1, 3] })
    await knockAtAll(phone, ['Can’t get in', 'No answer'])
    expect(screen.getByRole('button', { name: 'Second pass: 1 door' })).toBeDefined()
    // As a receipt does.
    await phone.db.doors.toCollection().modify({ outcome: undefined, lastEntry: undefined })
    phone.pass(60_000)
    await press('Second pass: 2 doors')
    await screen.findByText(/this phone knows only that they are still to visit/)
  })
})

describe('a call-back', () => {
  test('takes two taps, and its time is kept on this phone only', async () => {
    const phone = await phoneInHand({ numbers: [1, 3] })
    phone.open(phone.doorPath(0))
    await press('Call back')
    await press(/^In an hour/)
    await heading('3')
    expect(await settings(phone)).toMatchObject([{ value: Date.parse('2026-11-22T11:00:00.000Z') }])
    const [kept] = await phone.db.entries.toArray()
    expect(JSON.stringify(kept?.entry)).not.toContain('11:00')
    expect(Object.keys(kept?.entry ?? {})).not.toContain('from')
  })

  test('is left alone until its time, then stands above the list and is next, after a sync too', async () => {
    const phone = await phoneInHand({ numbers: [1, 3] })
    phone.open(phone.doorPath(0))
    await press('Call back')
    await press(/^In an hour/)
    await heading('3')
    await press('No thanks')
    await heading('Reede Road')
    expect(screen.getByText('Call back from 11:00')).toBeDefined()
    expect(screen.queryByText('Call back now')).toBeNull()
    expect(screen.queryByRole('link', { name: 'Next door: 1' })).toBeNull()

    closeTab()
    await phone.db.doors.toCollection().modify({ outcome: undefined, lastEntry: undefined })
    phone.pass(HOUR_MS)
    phone.open(`/streets/${phone.street}`)
    await screen.findByText('Call back now')
    await follow('Next door: 1')
    await screen.findByText('They may be called on again from 11:00.')
    await press('No answer')
    await heading('Reede Road')
    expect(await settings(phone)).toEqual([])
  })

  test('comes back when the knock that ended it is undone, and goes when it is undone itself', async () => {
    const phone = await phoneInHand({ numbers: [1, 3] })
    phone.open(phone.doorPath(0))
    await press('Call back')
    await press(/^This evening/)
    await heading('3')
    await press('Undo')
    await heading('1')
    expect(await settings(phone)).toEqual([])

    await press('Call back')
    await press(/^This evening/)
    await heading('3')
    const before = await settings(phone)
    await follow('Reede Road')
    await follow(/^1 Call back from/)
    await press('No thanks')
    await heading('3')
    expect(await settings(phone)).toEqual([])
    await press('Undo')
    await heading('1')
    expect(await settings(phone)).toEqual(before)
  })

  test('is forgotten once its door is done', async () => {
    const phone = await phoneInHand({ numbers: [1, 3] })
    phone.open(phone.doorPath(0))
    await press('Call back')
    await press(/^In an hour/)
    await heading('3')
    await phone.db.doors.update([phone.petition, phone.doors[0] as never], { mark: 'done' })
    await follow('Reede Road')
    await waitFor(async () => expect(await settings(phone)).toEqual([]))
  })

  test('may be given up before a time is chosen', async () => {
    const phone = await phoneInHand()
    phone.open(phone.doorPath(0))
    await press('Call back')
    await press('Go back')
    await screen.findByRole('button', { name: 'No answer' })
    expect(await phone.db.entries.count()).toBe(0)
  })
})

describe('one’s own order', () => {
  test('is made by tapping, by buttons and by keys, and is kept', async () => {
    const phone = await phoneInHand({ numbers: [1, 3, 5, 7] })
    phone.open(`/streets/${phone.street}/order`)
    await userEvent.click(await screen.findByRole('radio', { name: /^Your own/ }))
    await follow('Put the doors in order')
    await press('7')
    await press('1')
    await screen.findByText('7 is now 1st of 4.')
    await press('Later')
    await screen.findByText('7 is now 2nd of 4.')
    screen.getByRole('button', { name: '7' }).focus()
    await userEvent.keyboard('{ArrowDown}')
    await screen.findByText('7 is now 3rd of 4.')
    await follow('Done')
    expect(await numbersOnList()).toEqual(['1', '3', '7', '5'])

    closeTab()
    phone.open(`/streets/${phone.street}`)
    expect(await numbersOnList()).toEqual(['1', '3', '7', '5'])
  })
})

test('S8 with a petition that is left go its orders and call-backs', async () => {
  const phone = await phoneInHand({ numbers: [1, 2] })
  phone.open(`/streets/${phone.street}`)
  await press('Odd')
  await keepCallBack(phone.db, phone.petition, DoorId.parse(phone.doors[0]), 1)
  await waitFor(async () => expect(await settings(phone)).toHaveLength(2))
  closeTab()
  await phone.leave()
  expect(await settings(phone)).toEqual([])
})
