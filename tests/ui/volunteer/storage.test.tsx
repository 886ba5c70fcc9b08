// @vitest-environment jsdom
import { act, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { KeptEntry } from '#device/ports.ts'
import { EntryId } from '#domain/ids.ts'
import { createMemoryDisk, createMemoryJournalFiles } from '../../tools/memory-journal-files.ts'
import { closeTab, type PhoneInHand, phoneInHand } from './phone-in-hand.tsx'

const downloads: string[] = []
const realClick = HTMLAnchorElement.prototype.click

beforeEach(() => {
  downloads.length = 0
  URL.createObjectURL = () => 'blob:file'
  URL.revokeObjectURL = () => {}
  HTMLAnchorElement.prototype.click = function click() {
    downloads.push(this.download)
  }
})
afterEach(() => {
  closeTab()
  HTMLAnchorElement.prototype.click = realClick
  Reflect.deleteProperty(navigator, 'share')
  Reflect.deleteProperty(navigator, 'canShare')
})

const press = async (name: string | RegExp) => userEvent.click(await screen.findByRole('button', { name }))
const lineOf = async (title: string) => (await screen.findByText(title)).closest('li')?.textContent ?? ''

const withFiles = () => phoneInHand({ storage: { files: createMemoryJournalFiles(createMemoryDisk()) } })

async function knockOnce(phone: PhoneInHand): Promise<void> {
  phone.open(phone.doorPath(0))
  await press('No answer')
  await screen.findByRole('heading', { level: 1, name: '3' })
  closeTab()
}

/** In a browser it is a DOMException, which is an Error; that of jsdom is none. */
const errorNamed = (name: string) => Object.assign(new Error(name), { name })

/** A share sheet, which is taken or sent away. */
function shareSheet(share: () => Promise<void>): File[] {
  const shared: File[] = []
  Object.assign(navigator, {
    canShare: () => true,
    share: async ({ files }: { files: File[] }) => {
      shared.push(...files)
      await share()
    },
  })
  return shared
}

describe('how this phone keeps names', () => {
  test('J1 says in how many places, what is not sent, and what is kept for the server', async () => {
    const phone = await withFiles()
    await knockOnce(phone)
    phone.open('/storage')
    expect(await lineOf('Where names are kept')).toContain('In two places on this phone.')
    expect(await lineOf('The phone keeps what you save')).toContain('promised not to clear it')
    expect(await lineOf('Not sent yet')).toContain('1 entry is on this phone only, the oldest since')
    expect(await lineOf('Sent, and still kept')).toContain('Nothing.')
    expect(await lineOf('The clock of this phone')).toContain('It is compared with the server’s')
  })

  test('one place is all that some browsers have, and nothing is wrong', async () => {
    const phone = await phoneInHand()
    phone.open('/storage')
    expect(await lineOf('Where names are kept')).toContain('This browser has no second one')
  })

  test('J1 a place that fails is said on the first screen and here, and is over when it works again', async () => {
    const phone = await withFiles()
    phone.open()
    await screen.findByText('Everything is sent', { exact: false }).catch(() => undefined)
    act(() => phone.watch.failed('files'))
    await screen.findByText(/^One of the two places .* stopped working/)
    await userEvent.click(screen.getByRole('link', { name: 'See more' }))
    expect(await lineOf('Where names are kept')).toContain('stopped working')
    act(() => phone.watch.mended('files', 1))
    expect(await lineOf('Where names are kept')).toContain('In two places')
  })

  test('while the database fails, nobody is told that everything is sent', async () => {
    const phone = await withFiles()
    phone.open()
    await screen.findByText('Nothing to send yet')
    act(() => phone.watch.failed('database'))
    await screen.findByText('Some may still be on this phone')
    expect(screen.queryByText('Nothing to send yet')).toBeNull()
  })

  test('J1 with no place left it says so, and names paper', async () => {
    const phone = await phoneInHand()
    phone.open('/storage')
    await screen.findByText('Where names are kept')
    act(() => phone.watch.failed('database'))
    expect(await lineOf('Where names are kept')).toContain('write names on paper')
  })

  test('J4 what was lost and brought back is said with its number; what is missing is a problem', async () => {
    const phone = await withFiles()
    phone.open('/storage')
    await screen.findByText('Where names are kept')
    act(() => phone.watch.lost({ lost: 'database', broughtBack: 12, missing: 0 }))
    const calm = await screen.findByText(/12 entries were brought back\. Nothing is missing\./)
    expect(calm.closest('[role=status]')).not.toBeNull()
    act(() => phone.watch.lost({ lost: 'both', broughtBack: 0, missing: 1 }))
    expect((await screen.findByRole('alert')).textContent).toContain('1 entry could not be brought back')
  })

  test('J4 on the first screen, what is missing comes before what was brought back', async () => {
    const phone = await withFiles()
    phone.open()
    await screen.findByText('Nothing to send yet')
    act(() => phone.watch.lost({ lost: 'files', broughtBack: 3, missing: 0 }))
    await screen.findByText(/3 entries were brought back from the second copy: nothing is lost/)
    act(() => phone.watch.lost({ lost: 'both', broughtBack: 0, missing: 2 }))
    expect((await screen.findByRole('alert')).textContent).toContain('2 entries that were not sent are lost')
  })

  test('S10 a wrong clock is said with its size; another year with both days', async () => {
    const phone = await phoneInHand({ changes: { clockOffsetMs: 2 * 60 * 60_000 } })
    phone.open('/storage')
    expect(await lineOf('The clock of this phone')).toContain('It is 2 hours fast.')
    await phone.db.petitions.update(phone.petition, {
      clockOffsetMs: Date.UTC(2026, 10, 22) - Date.UTC(2017, 8, 14),
    })
    await screen.findByText(/This phone says 22 November 2026, the server says 14 September 2017\./)
    await phone.db.petitions.update(phone.petition, { clockOffsetMs: -60_000 })
    await screen.findByText('It is right.')
  })
})

describe('S8 a backup file', () => {
  test('goes by the share sheet where there is one', async () => {
    const phone = await phoneInHand()
    await knockOnce(phone)
    const shared = shareSheet(async () => {})
    phone.open('/storage')
    await press('Save a backup file')
    await screen.findByText(/^Shared\./)
    expect(shared[0]?.name).toBe('petition-pack-2026-11-22-1.pack.txt')
    expect(downloads).toEqual([])
  })

  test('was given to nobody when the share sheet is sent away, and nothing is claimed', async () => {
    const phone = await phoneInHand()
    await knockOnce(phone)
    shareSheet(() => Promise.reject(errorNamed('AbortError')))
    phone.open('/storage')
    await press('Save a backup file')
    await screen.findByRole('button', { name: 'Save a backup file', busy: false })
    expect(screen.queryByText(/^Shared\.|in your downloads/)).toBeNull()
    expect(downloads).toEqual([])
  })

  test('is among the downloads where sharing is refused', async () => {
    const phone = await phoneInHand()
    await knockOnce(phone)
    shareSheet(() => Promise.reject(errorNamed('NotAllowedError')))
    phone.open('/storage')
    await press('Save a backup file')
    await screen.findByText(/^It is in your downloads\./)
    expect(downloads).toEqual(['petition-pack-2026-11-22-1.pack.txt'])
  })

  test('is not made of nothing', async () => {
    const phone = await phoneInHand()
    phone.open('/storage')
    await press('Save a backup file')
    await screen.findByText('There is nothing on this phone to put into a file.')
    expect(downloads).toEqual([])
  })

  test('that can’t be made says what to do', async () => {
    const phone = await phoneInHand()
    phone.open('/storage')
    await screen.findByRole('button', { name: 'Save a backup file' })
    vi.spyOn(phone.db.entries, 'where').mockImplementation(() => {
      throw new Error('UnknownError')
    })
    await press('Save a backup file')
    expect((await screen.findByRole('alert')).textContent).toContain('That did not work.')
  })
})

describe('S8 leaving', () => {
  test('with something unsent says how many, takes a file for it, and asks once more', async () => {
    const phone = await phoneInHand()
    await knockOnce(phone)
    phone.open('/session')
    await press('Leave this petition on this phone')
    expect((await screen.findByRole('alert')).textContent).toContain('1 entry is not sent yet')
    expect(screen.queryByRole('dialog')).toBeNull()

    await press('Save a backup file')
    await screen.findByText(/^The file has everything that is not sent/)
    expect(screen.queryByRole('alert')).toBeNull()
    await press('Leave this petition on this phone')
    const dialog = await screen.findByRole('dialog', { name: 'Leave this petition?' })
    expect(dialog.textContent).toContain('Only the backup file has it then. Has your organiser got the file?')
    await userEvent.click(within(dialog).getByRole('button', { name: 'Leave' }))
    await screen.findByRole('heading', { level: 1, name: 'Petition Pack' })
    expect(await phone.db.entries.count()).toBe(0)
  })

  test('what is saved after the file was made is not in it, so nobody leaves with it', async () => {
    const phone = await phoneInHand()
    await knockOnce(phone)
    phone.open('/session')
    await press('Save a backup file')
    await screen.findByText(/^The file has everything that is not sent/)
    const [kept] = await phone.db.entries.toArray()
    if (kept)
      await phone.db.entries.add({
        ...kept,
        id: EntryId.parse('019a202b-c500-7000-8000-0000000000ff'),
        seq: 2,
        entry: { ...kept.entry, seq: 2 },
      })
    await press('Leave this petition on this phone')
    await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Leave' }))
    expect((await screen.findByRole('alert')).textContent).toContain('not sent yet')
    expect(screen.queryByText(/^The file has everything/)).toBeNull()
    expect(await phone.db.entries.count()).toBe(2)
  })
})

describe('what was set aside', () => {
  test('S3 tells what was refused from what waits, each with where and why', async () => {
    const phone = await phoneInHand()
    await knockOnce(phone)
    const change = (changes: Partial<KeptEntry>) =>
      phone.db.entries.toCollection().modify((kept) => void Object.assign(kept, changes))
    await change({ state: 'deferred', reason: 'unknown-door' })
    phone.open('/session')
    await screen.findByText('1 entry waits on the server.')
    await userEvent.click(screen.getByRole('link', { name: 'See why' }))
    await screen.findByRole('heading', { level: 2, name: 'Waiting' })
    expect(screen.getByText(/^A knock, 1 Reede Road, /)).toBeDefined()
    expect(screen.queryByRole('heading', { level: 2, name: 'Not counted' })).toBeNull()

    await change({ state: 'refused', reason: 'rules-not-met' })
    await screen.findByRole('heading', { level: 2, name: 'Not counted' })
    expect(screen.getByText(/Ask the resident to sign again\./)).toBeDefined()

    await change({ state: 'held', reason: undefined })
    await screen.findByText('Nothing was turned down, and nothing waits.')
  })
})

describe('a browser that forgot who it is', () => {
  test('J4 says what is still safe here, and stays quiet where nothing is', async () => {
    const phone = await phoneInHand()
    await phone.db.memberships.clear()
    phone.openAddress('/')
    await screen.findByRole('heading', { level: 1, name: 'Petition Pack' })
    expect(screen.queryByText(/still safe/)).toBeNull()
    act(() => phone.watch.orphaned([{ petition: phone.petition, entries: 3 }]))
    await screen.findByText(/^The browser forgot who you are\. 3 entries are still safe on this phone/)
  })
})
