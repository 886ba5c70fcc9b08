// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, test } from 'vitest'
import type { StorageFacts } from '#device/storage-facts.ts'
import { closeTab, phoneInHand } from './phone-in-hand.tsx'

afterEach(closeTab)

const lineOf = async (title: string) => (await screen.findByText(title)).closest('li')?.textContent ?? ''
const good: StorageFacts = { isKept: true, practiceOnly: undefined, isInstallFirst: false }

describe('the ready check', () => {
  test('J1 has a line for where names are kept, and one for the browser’s promise', async () => {
    const phone = await phoneInHand({ facts: { ...good, isKept: false } })
    phone.open('/ready')
    expect(await lineOf('Where names are kept')).toContain('In one place.')
    await screen.findByRole('button', { name: 'Ask the browser' })
    expect(await lineOf('The phone keeps what you save')).toContain('The browser may clear it')
  })

  test('a browser that says nothing of its storage is no fault of the volunteer', async () => {
    const phone = await phoneInHand({ facts: { ...good, isKept: undefined } })
    phone.open('/ready')
    await screen.findByText('This browser does not say. Send what you have each day.')
    expect(screen.queryByRole('button', { name: 'Ask the browser' })).toBeNull()
  })

  test('S10 says a clock that is wrong by more than ten minutes, and no other', async () => {
    const phone = await phoneInHand({ changes: { clockOffsetMs: -25 * 60_000 } })
    phone.open('/ready')
    await screen.findByText(/^It is 25 minutes slow\./)
    await phone.db.petitions.update(phone.petition, { clockOffsetMs: 60_000 })
    await expect.poll(() => screen.queryByText('The clock of this phone')).toBeNull()
  })
})

describe.each([
  { facts: { ...good, practiceOnly: 'files-refused' }, title: 'Practice only: nothing is kept here' },
  { facts: { ...good, practiceOnly: 'little-room' }, title: 'Practice only: nothing is kept here' },
  { facts: { ...good, isInstallFirst: true }, title: 'Put it on the Home Screen first' },
] satisfies { facts: StorageFacts; title: string }[])('where $facts', ({ facts, title }) => {
  test('the first screen and the ready check say why nobody can sign, and what to do', async () => {
    const phone = await phoneInHand({ facts })
    phone.open()
    await screen.findByText(title)
    await userEvent.click(screen.getAllByRole('link', { name: 'Ready check' })[0] ?? document.body)
    expect(await lineOf(title)).toMatch(/nobody can sign/)
    expect(screen.queryByRole('link', { name: 'Start' })).toBeNull()
  })

  test('nobody can hand over the phone, and no knock is saved', async () => {
    const phone = await phoneInHand({ facts })
    phone.open(phone.doorPath(0))
    await screen.findByText(title)
    expect(screen.queryByRole('button', { name: 'No answer' })).toBeNull()
    await userEvent.click(screen.getByRole('link', { name: 'Sign' }))
    await screen.findByRole('heading', { level: 1, name: 'Read this together' })
    await screen.findByText(title)
    expect(screen.queryByRole('button', { name: 'Hand over the phone' })).toBeNull()
    closeTab()
    phone.open(phone.doorPath(0, 'signed'))
    await screen.findByText('Saved on this phone.')
    await expect.poll(() => screen.queryByRole('button', { name: 'Another person here' })).toBeNull()
    expect(await phone.db.entries.count()).toBe(0)
  })
})
