// @vitest-environment jsdom
import '../../tools/jsdom-gaps.ts'
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { EntryKind } from '#domain/entry.ts'
import { useAppUpdate } from '#ui/shared/app-update.ts'
import type { TrayEntry } from '#wire/tray.ts'
import { answerLikeTheServer, Refused } from './answer-like-the-server.ts'
import { detail, id, openScreen } from './organiser-screen.tsx'

const server = answerLikeTheServer()
const user = userEvent.setup({ delay: null })
let entries: TrayEntry[] = []

beforeEach(() => {
  entries = []
  server.on('GET ', () => detail({ state: 'open' }))
  server.on('GET /tray', () => ({
    entries,
    open: entries.filter(({ resolution }) => resolution === null).length,
  }))
})
afterEach(cleanup)

const entryWith = (changes: Partial<TrayEntry> = {}): TrayEntry => ({
  id: id(1),
  hash: 'h'.repeat(43),
  device: id(2),
  from: 'Vera Volunteer',
  reason: 'rules-not-met',
  state: 'refused',
  receivedAt: '2026-11-22T10:00:00.000Z',
  kind: 'sign',
  address: '1001 Reede Road',
  madeAt: '2026-11-22T09:00:00.000Z',
  name: 'Invented Resident',
  canTakeIn: true,
  resolution: null,
  why: null,
  resolvedAt: null,
  ...changes,
})

const become = (changes: Partial<TrayEntry>) => () => {
  entries = entries.map((entry) => ({ ...entry, ...changes }))
  return { entry: entries[0] }
}

describe('the tray', () => {
  test('says so when nothing was refused', async () => {
    openScreen('/batches/tray')
    await screen.findByText('Nothing was refused')
  })

  test('S3 shows what, from whom, why and when, and offers only what can be done', async () => {
    entries = [entryWith(), entryWith({ id: id(3), kind: null, name: null, canTakeIn: false, from: null })]
    openScreen('/batches/tray')
    const table = await screen.findByRole('table', { name: 'Refused entries, the open ones first' })
    const [, first, second] = within(table).getAllByRole('row')
    expect(first?.textContent).toContain('Signature: Invented Resident')
    expect(first?.textContent).toContain('1001 Reede Road')
    expect(first?.textContent).toContain('Vera Volunteer')
    expect(second?.textContent).toContain('An entry that cannot be opened')
    expect(second?.textContent).toContain('an unknown phone')
    expect(within(table).getAllByRole('button', { name: /^Take in/ })).toHaveLength(1)
    expect(screen.getByText('2 entries wait for somebody to look.')).toBeDefined()
  })

  test.each(EntryKind.options)('names a %s that can’t be read without inventing one', async (kind) => {
    entries = [entryWith({ kind, name: null, canTakeIn: false })]
    openScreen('/batches/tray')
    await screen.findByRole('table', { name: 'Refused entries, the open ones first' })
    expect(document.body.textContent).not.toMatch(/null|undefined/)
  })

  test('a signature taken in waits in a batch; the focus is where that is said', async () => {
    entries = [entryWith()]
    server.on(
      'POST /tray/take-in',
      become({ resolution: 'taken-in', resolvedAt: '2026-11-22T10:01:00.000Z' }),
    )
    openScreen('/batches/tray')
    await user.click(await screen.findByRole('button', { name: 'Take in: Signature: Invented Resident' }))
    const said = await screen.findByText(/^Taken in\. It waits in the batch/)
    expect(document.activeElement?.contains(said)).toBe(true)
    await user.click(screen.getByRole('link', { name: 'Go to batches' }))
    expect(location.pathname).toMatch(/\/organiser\/batches$/)
    expect(server.asked.find(({ method }) => method === 'POST')?.body).toEqual({
      id: id(1),
      hash: 'h'.repeat(43),
      device: id(2),
    })
  })

  test('nothing is left out without a reason that somebody chose, and an update waits meanwhile', async () => {
    entries = [entryWith()]
    server.on('POST /tray/leave-out', become({ resolution: 'left-out', why: 'trial' }))
    openScreen('/batches/tray')
    await user.click(await screen.findByRole('button', { name: /^Leave out: / }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Why is it left out?' }))
    expect(useAppUpdate.getState().holds).toBeGreaterThan(0)
    await user.click(dialog.getByRole('button', { name: 'Leave out' }))
    expect(server.asked.some(({ method }) => method === 'POST')).toBe(false)
    expect(dialog.getByRole('combobox', { name: 'Reason' }).getAttribute('aria-invalid')).toBe('true')

    await user.selectOptions(dialog.getByRole('combobox', { name: 'Reason' }), 'It was a trial')
    await user.click(dialog.getByRole('button', { name: 'Leave out' }))
    await screen.findByText('Left out. It stays in the list.')
    await screen.findByText('Left out: It was a trial')
    expect(screen.getByText('Every entry here has been looked at.')).toBeDefined()
    await waitFor(() => expect(useAppUpdate.getState().holds).toBe(0))
  })

  test('what was decided is undone with one press', async () => {
    entries = [entryWith({ resolution: 'left-out', why: 'other' })]
    server.on('POST /tray/put-back', become({ resolution: null, why: null }))
    openScreen('/batches/tray')
    await user.click(await screen.findByRole('button', { name: /^Undo: / }))
    await screen.findByText('It is open again.')
    await screen.findByRole('button', { name: /^Take in: / })
  })

  test('says which batch to undo first when its batch was accepted', async () => {
    entries = [entryWith({ resolution: 'taken-in' })]
    server.on('POST /tray/put-back', () => new Refused(409, { error: 'conflict' }))
    openScreen('/batches/tray')
    await user.click(await screen.findByRole('button', { name: /^Undo: / }))
    expect((await screen.findByRole('alert')).textContent).toContain('undo the batch first')
    expect(screen.queryByText('It is open again.')).toBeNull()
  })
})
