// @vitest-environment jsdom
import { cleanup, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, test } from 'vitest'
import { recount } from '#device/store/recount.ts'
import { closeTab, phoneInHand } from './phone-in-hand.tsx'

afterEach(closeTab)

const numbersIn = (place: HTMLElement) =>
  within(place)
    .getAllByRole('definition')
    .map((each) => each.textContent)

describe('the first screen', () => {
  test('T1 shows three numbers in all and for each street, and who also signed elsewhere', async () => {
    const phone = await phoneInHand()
    await phone.db.tallies.put({
      petition: phone.petition,
      street: phone.street,
      received: 14,
      counted: 11,
      alsoElsewhere: 1,
    })
    await phone.db.petitions.update(phone.petition, {
      lastBatchCode: 'B-7QK2M',
      lastSyncedAt: Date.parse('2026-11-22T09:30:00.000Z'),
    })
    phone.open()
    const total = await screen.findByRole('region', { name: 'Your signatures' })
    expect(numbersIn(total)).toEqual(['0', '14', '11'])
    const street = within(screen.getByRole('region', { name: 'Your streets' })).getByRole('listitem')
    expect(numbersIn(street)).toEqual(['0', '14', '11'])
    expect(within(street).getByText('1 also signed elsewhere')).toBeDefined()
    expect(within(street).getByText('0 of 4 doors done')).toBeDefined()
    expect(screen.getByText('14 received; last receipt no. B-7QK2M')).toBeDefined()
    expect(screen.getByText(/^last sent /)).toBeDefined()
    expect(screen.getByText('Everything is sent')).toBeDefined()
  })

  test('counts what is still on this phone, and does not call it sent', async () => {
    const phone = await phoneInHand()
    phone.open(phone.doorPath(0))
    await userEvent.click(await screen.findByRole('button', { name: 'No answer' }))
    await screen.findByRole('heading', { level: 1, name: '3' })
    cleanup()
    phone.open()
    await screen.findByText('1 still on this phone')
    expect(screen.queryByText('Everything is sent')).toBeNull()
    await screen.findByText(/^No connection at the moment/)
  })

  test('without a street it says so, and what to do', async () => {
    const phone = await phoneInHand()
    await phone.db.streets.clear()
    phone.open()
    await screen.findByText('No street has been given to you yet')
  })

  test('S3 an entry that was refused stays visible, with its reason', async () => {
    const phone = await phoneInHand()
    phone.open(phone.doorPath(0))
    await userEvent.click(await screen.findByRole('button', { name: 'No answer' }))
    await screen.findByRole('heading', { level: 1, name: '3' })
    await phone.db.entries.toCollection().modify({ state: 'refused', reason: 'petition-closed' })
    await recount(phone.db, phone.petition)
    cleanup()
    phone.open()
    await screen.findByText('1 entry was not accepted by the server')
    await userEvent.click(screen.getByRole('link', { name: 'See why' }))
    await screen.findByText('It came after the petition was closed.')
    expect(screen.getByText(/^A knock, 1 Reede Road/)).toBeDefined()
  })
})

describe('leaving', () => {
  test('S8 is refused while something is unsent, and says how much', async () => {
    const phone = await phoneInHand()
    phone.open(phone.doorPath(0))
    await userEvent.click(await screen.findByRole('button', { name: 'No answer' }))
    await screen.findByRole('heading', { level: 1, name: '3' })
    cleanup()
    phone.open('/session')
    await userEvent.click(await screen.findByRole('button', { name: 'Leave this petition on this phone' }))
    expect((await screen.findByRole('alert')).textContent).toContain('1 entry is not sent yet')
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(await phone.db.memberships.count()).toBe(1)
  })

  test('with everything sent, the phone forgets the petition and starts afresh', async () => {
    const phone = await phoneInHand()
    phone.open('/session')
    await userEvent.click(await screen.findByRole('button', { name: 'Leave this petition on this phone' }))
    await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Leave' }))
    await screen.findByLabelText('Code')
    expect(await phone.db.memberships.count()).toBe(0)
  })
})
