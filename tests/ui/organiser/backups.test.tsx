// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Backups } from '#wire/backups.ts'
import { answerLikeTheServer, Refused } from './answer-like-the-server.ts'
import { detail, id, openScreen, petition } from './organiser-screen.tsx'

const server = answerLikeTheServer()
const user = userEvent.setup({ delay: null, applyAccept: false })

beforeEach(() => {
  server.on('GET ', () => detail({ state: 'open' }))
})
afterEach(cleanup)

const fileWith = (changes: object = {}) =>
  new File(
    [
      JSON.stringify({
        format: 'petition-pack/backup',
        version: 1,
        petition,
        madeAt: '2026-11-22T10:00:00.000Z',
        entries: [{ id: id(1) }],
        ...changes,
      }),
    ],
    'petition-pack-2026-11-22-1.pack.txt',
  )

const choose = async (file: File) => user.upload(await screen.findByLabelText('Backup file'), file)
const take = async () => user.click(await screen.findByRole('button', { name: 'Take it in' }))

/** Holds all, and knows those it was given before. */
function receiving({ stumblesAt = 0 } = {}) {
  let pushes = 0
  const known = new Set<unknown>()
  server.on('POST /backup-files', ({ body }) => {
    pushes += 1
    if (pushes === stumblesAt) return new Refused(500, { error: 'server-error' })
    const { entries } = body as { entries: { id: string }[] }
    const news = entries.filter((entry) => !known.has(entry.id))
    for (const entry of news) known.add(entry.id)
    return {
      receipts: entries.map((entry) => ({ id: entry.id, hash: 'h'.repeat(43), state: 'held', received: 1 })),
      taken: news.length,
      batchCodes: [],
    }
  })
  return known
}

describe('S8 a backup file at the desk', () => {
  test('says what is in it before it is taken in, and once it is', async () => {
    receiving()
    openScreen('/batches/backup-file')
    await choose(fileWith())
    await screen.findByText(/^petition-pack-2026-11-22-1\.pack\.txt: 1 entry, saved 22 Nov 2026/)
    await take()
    await screen.findByText('1 entry was new and taken in.')
  })

  test('taken in twice changes nothing, and says so', async () => {
    receiving()
    openScreen('/batches/backup-file')
    await choose(fileWith())
    await take()
    await screen.findByText('1 entry was new and taken in.')
    await choose(fileWith())
    await take()
    await screen.findByText('1 entry was here already.')
  })

  test.each([
    ['another kind of file', new File(['hello'], 'holiday.txt'), /^This is not a backup file/],
    ['one of another petition', fileWith({ petition: id(99) }), 'This file belongs to another petition.'],
    ['one of a newer app', fileWith({ version: 2 }), /^This file comes from a newer app/],
    ['an empty one', fileWith({ entries: [] }), 'There is nothing in this file.'],
  ])('refuses %s, at its field', async (_, file, words) => {
    openScreen('/batches/backup-file')
    await choose(file)
    await screen.findByText(words)
    expect(screen.getByLabelText('Backup file').getAttribute('aria-invalid')).toBe('true')
    expect(screen.queryByRole('button', { name: 'Take it in' })).toBeNull()
  })

  test('that stopped half-way goes on from there', async () => {
    const known = receiving({ stumblesAt: 2 })
    openScreen('/batches/backup-file')
    await choose(fileWith({ entries: Array.from({ length: 600 }, (_, n) => ({ id: id(n) })) }))
    await take()
    await screen.findByText('It stopped on the way. What was handed in so far is safe.')
    expect(known.size).toBe(256)
    await user.click(screen.getByRole('button', { name: 'Go on' }))
    await screen.findByText('600 entries were new and taken in.')
    expect(known.size).toBe(600)
  })

  test('leads to the tray where something waits for somebody to look', async () => {
    server.on('POST /backup-files', () => ({
      receipts: [
        { id: id(1), hash: 'h'.repeat(43), state: 'deferred', received: 1, reason: 'device-revoked' },
      ],
      taken: 0,
      batchCodes: [],
    }))
    openScreen('/batches/backup-file')
    await choose(fileWith())
    await take()
    await screen.findByText('1 entry waits in the tray for somebody to look.')
    expect(screen.getByRole('link', { name: 'Go to the tray' })).toBeDefined()
  })
})

describe('J3 the state of the server’s own backups', () => {
  const open = (changes: Partial<Backups>) => {
    server.on('GET /backups', () => ({
      lastVerifiedAt: '2026-11-22T10:00:00.000Z',
      lastFailedAt: null,
      sameDisk: false,
      everyMinutes: 60,
      unbacked: 0,
      ...changes,
    }))
    server.on('GET /board', () => new Refused(500, { error: 'server-error' }))
    server.on('GET /batches', () => new Refused(500, { error: 'server-error' }))
    openScreen('')
  }

  test.each([
    [{}, /^The last verified backup was made 22 Nov 2026, .* Everything that phones have sent is in it\.$/],
    [{ unbacked: 54 }, /54 entries came since; the phones keep them until the next one/],
    [{ lastVerifiedAt: null }, /^There is no verified backup yet/],
    [{ lastFailedAt: '2026-11-22T11:00:00.000Z' }, /^A backup failed 22 Nov 2026/],
    [{ sameDisk: true }, /^The backups lie on the same disk as the database/],
    [{ everyMinutes: 0 }, /^Regular backups are turned off/],
  ] satisfies [Partial<Backups>, RegExp][])('%o is said in words', async (changes, words) => {
    open(changes)
    await screen.findByText(words)
  })

  test('an old failure is over once a backup has been verified', async () => {
    open({ lastFailedAt: '2026-11-22T09:00:00.000Z' })
    await screen.findByText(/^The last verified backup/)
    expect(screen.queryByText(/^A backup failed/)).toBeNull()
  })
})
