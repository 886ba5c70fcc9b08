// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, test } from 'vitest'
import { StreetId } from '#domain/ids.ts'
import { closeTab, type PhoneInHand, phoneInHand } from '../phone-in-hand.tsx'

const THREE_HOURS_MS = 3 * 60 * 60 * 1000

afterEach(closeTab)

const heading = (name: string) => screen.findByRole('heading', { level: 1, name })
const press = async (name: string | RegExp) => userEvent.click(await screen.findByRole('button', { name }))
const follow = async (name: string | RegExp) => userEvent.click(await screen.findByRole('link', { name }))

const numbersOnList = async () => {
  const list = await screen.findByRole('list', { name: 'Doors' })
  return within(list)
    .getAllByRole('link')
    .map((door) => /^\d+/.exec(door.textContent ?? '')?.[0])
}

const unsent = (phone: PhoneInHand) => phone.db.entries.count()

describe('the walk list', () => {
  test('goes up the odd side and back down the even one, and names the next door', async () => {
    const phone = await phoneInHand({ numbers: [4, 1, 2, 3] })
    phone.open(`/streets/${phone.street}`)
    expect(await numbersOnList()).toEqual(['1', '3', '4', '2'])
    expect(screen.getByRole('link', { name: 'Next door: 1' })).toBeDefined()
    expect(screen.getByText('0 of 4 doors done')).toBeDefined()
  })

  test('keeps the chosen order and side for the next visit', async () => {
    const phone = await phoneInHand({ numbers: [4, 1, 2, 3] })
    phone.open(`/streets/${phone.street}`)
    await press('Even')
    await waitFor(async () => expect(await numbersOnList()).toEqual(['4', '2']))
    await press('Both sides')
    await waitFor(async () => expect(await numbersOnList()).toEqual(['1', '3', '4', '2']))
    await press('Odd')
    await waitFor(async () => expect(await numbersOnList()).toEqual(['1', '3']))
    expect(screen.getByRole('button', { name: 'Odd' }).getAttribute('aria-pressed')).toBe('true')

    await follow(/^Order/)
    await userEvent.click(await screen.findByRole('radio', { name: /^Crossing over/ }))
    await follow('Back to the doors')
    expect(await numbersOnList()).toEqual(['1', '3'])
    await press('Both sides')
    await waitFor(async () => expect(await numbersOnList()).toEqual(['1', '2', '3', '4']))

    closeTab()
    phone.open(`/streets/${phone.street}`)
    expect(await numbersOnList()).toEqual(['1', '2', '3', '4'])
  })

  test('may begin at the other end of the street', async () => {
    const phone = await phoneInHand({ numbers: [4, 1, 2, 3] })
    phone.open(`/streets/${phone.street}/order`)
    await userEvent.click(await screen.findByRole('radio', { name: 'At 3' }))
    await follow('Back to the doors')
    expect(await numbersOnList()).toEqual(['3', '1', '2', '4'])
  })

  test('leads past doors that are done, not to be knocked at, or were tried on this walk', async () => {
    const phone = await phoneInHand({ numbers: [1, 3, 5, 7] })
    const [first, second, third] = phone.doors
    await phone.db.doors.update([phone.petition, first as never], { mark: 'done' })
    await phone.db.doors.update([phone.petition, second as never], { mark: 'do-not-knock' })
    await phone.db.doors.update([phone.petition, third as never], {
      knockedAt: Date.parse('2026-11-22T09:00:00.000Z'),
    })
    phone.open(`/streets/${phone.street}`)
    await screen.findByRole('link', { name: 'Next door: 7' })

    closeTab()
    phone.pass(THREE_HOURS_MS)
    phone.open(`/streets/${phone.street}`)
    await screen.findByRole('link', { name: 'Next door: 5' })
  })

  test('a street that is not on this phone says so', async () => {
    const phone = await phoneInHand()
    phone.open(`/streets/${StreetId.parse('0190a0a0-0000-7000-8000-000000000000')}`)
    await heading('This street is not on this phone')

    closeTab()
    phone.open(
      `${phone.doorPath(0)}/signed`.replace(
        phone.doors[0] ?? '',
        StreetId.parse('00000000-0000-7000-8000-0000000000ff'),
      ),
    )
    await heading('This door is not on this phone')
    expect(screen.getByText(/What you gathered there still counts/)).toBeDefined()
  })
})

describe('a knock', () => {
  test('is saved by one tap, which leads to the next door at once', async () => {
    const phone = await phoneInHand()
    phone.open(phone.doorPath(0))
    await heading('1')
    await press('No answer')
    await heading('3')
    expect(screen.getByText('1: No answer')).toBeDefined()
    expect(screen.getByText('Saved on this phone')).toBeDefined()
    const [kept] = await phone.db.entries.toArray()
    expect(kept?.entry).toMatchObject({ kind: 'knock', outcome: 'no-answer', door: phone.doors[0] })
  })

  test('is undone from the next door, which brings its own door back', async () => {
    const phone = await phoneInHand()
    phone.open(phone.doorPath(0))
    await heading('1')
    await press('No thanks')
    await heading('3')
    await press('Undo')
    await heading('1')
    expect(screen.queryByText('Saved on this phone')).toBeNull()
    const row = await phone.db.doors.get([phone.petition, phone.doors[0] as never])
    expect(row?.mark).toBe('to-visit')
    expect(row?.outcome).toBeUndefined()
    expect(row?.knockedAt).toBeUndefined()
    expect((await phone.db.entries.toArray()).map(({ entry }) => entry.kind).sort()).toEqual([
      'knock',
      'withdraw',
    ])
  })

  test('that was wrong is corrected by another outcome at the same door', async () => {
    const phone = await phoneInHand()
    phone.open(phone.doorPath(0))
    await press('No thanks')
    await heading('3')
    await follow('Reede Road')
    await follow(/^1 No thanks/)
    await screen.findByText('You were here at 10:00: No thanks.')
    await press('Can’t get in')
    await waitFor(async () => {
      const row = await phone.db.doors.get([phone.petition, phone.doors[0] as never])
      expect(row).toMatchObject({ mark: 'to-visit', outcome: 'cannot-get-in' })
    })
  })

  test('“do not knock” asks back first', async () => {
    const phone = await phoneInHand()
    phone.open(phone.doorPath(0))
    await press('Do not knock')
    expect(await unsent(phone)).toBe(0)
    await userEvent.click(
      within(await screen.findByRole('dialog')).getByRole('button', { name: 'Do not knock here' }),
    )
    await heading('3')
    expect(await phone.db.doors.get([phone.petition, phone.doors[0] as never])).toMatchObject({
      mark: 'do-not-knock',
    })
  })

  test('J1 that could not be saved says so, and stays at its door', async () => {
    const phone = await phoneInHand()
    phone.failSaves(1)
    phone.open(phone.doorPath(0))
    await press('No answer')
    expect((await screen.findByRole('alert')).textContent).toContain('That was not saved')
    await heading('1')
    expect(await unsent(phone)).toBe(0)
    await press('No answer')
    await heading('3')
    expect(await unsent(phone)).toBe(1)
  })

  test('at the last door leads back to the list', async () => {
    const phone = await phoneInHand({ numbers: [8] })
    phone.open(phone.doorPath(0))
    await press('No answer')
    await heading('Reede Road')
    await screen.findByText('No door left for now.')
    await screen.findByRole('button', { name: 'Second pass: 1 door' })
  })
})
