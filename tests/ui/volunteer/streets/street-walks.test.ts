// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { PhoneDatabase } from '#device/database.ts'
import { StreetId } from '#domain/ids.ts'
import { walkOfStreet } from '#ui/volunteer/streets/street-walks.ts'

const street = StreetId.parse('018f0000-0000-7000-8000-000000000002')
let db: PhoneDatabase
let reads: number

beforeEach(() => {
  db = new PhoneDatabase('street-walks')
  reads = 0
})
afterEach(() => {
  vi.useRealTimers()
  db.close()
})

const open = (isOld = false) =>
  walkOfStreet(db, street, {
    first: () => undefined,
    read: async () => {
      reads += 1
      return 'gone' as const
    },
    isOld: () => isOld,
  })

test('two screens of a street stand on one read', async () => {
  const list = open()
  const leave = list.subscribe(() => {})
  await vi.waitFor(() => expect(list.now()).toBe('gone'))
  const door = open()
  door.subscribe(() => {})
  leave()
  expect(door.now()).toBe('gone')
  expect(reads).toBe(1)
})

test('a street that nobody looks at for a second is read anew', async () => {
  const list = open()
  const leave = list.subscribe(() => {})
  await vi.waitFor(() => expect(list.now()).toBe('gone'))
  vi.useFakeTimers()
  leave()
  vi.advanceTimersByTime(1_000)
  expect(open()).not.toBe(list)
})

test('the timers of one that was given up leave its successor alone', () => {
  vi.useFakeTimers()
  const list = open()
  list.subscribe(() => {})()
  vi.advanceTimersByTime(900)
  list.subscribe(() => {})()
  vi.advanceTimersByTime(200)
  const next = open()
  expect(next).not.toBe(list)
  next.subscribe(() => {})
  vi.advanceTimersByTime(2_000)
  expect(open()).toBe(next)
})
