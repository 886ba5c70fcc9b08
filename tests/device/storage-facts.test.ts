import { describe, expect, test } from 'vitest'
import { whatStorageIs } from '#device/storage-facts.ts'
import { clockOf } from '../tools/phone-fixture.ts'

const GIGABYTE = 1024 ** 3
const clock = clockOf({ now: 1_795_000_000_000 })

const usual = {
  persisted: async () => true,
  estimate: async () => ({ quota: 10 * GIGABYTE, usage: 0 }),
  getDirectory: async () => ({}),
}

describe('what a browser says of its storage', () => {
  test('is nothing to worry about where it keeps things', async () => {
    expect(await whatStorageIs(clock, { storage: usual })).toEqual({
      isKept: true,
      practiceOnly: undefined,
      isInstallFirst: false,
    })
  })

  test('is that it may clear things, where it has not promised', async () => {
    const browser = { storage: { ...usual, persisted: async () => false } }
    expect(await whatStorageIs(clock, browser)).toMatchObject({ isKept: false, practiceOnly: undefined })
  })

  test('is practice only where it has files and refuses them, as a private window does', async () => {
    const getDirectory = () => Promise.reject(new DOMException('Security error', 'SecurityError'))
    const browser = { storage: { ...usual, getDirectory } }
    expect(await whatStorageIs(clock, browser)).toMatchObject({ practiceOnly: 'files-refused' })
  })

  test('is practice only where there is no room to speak of', async () => {
    const browser = { storage: { ...usual, estimate: async () => ({ quota: 50_000_000 }) } }
    expect(await whatStorageIs(clock, browser)).toMatchObject({ practiceOnly: 'little-room' })
  })

  test('is unknown where it has none of this, and no reason to refuse it', async () => {
    for (const browser of [{}, { storage: {} }]) {
      expect(await whatStorageIs(clock, browser)).toEqual({
        isKept: undefined,
        practiceOnly: undefined,
        isInstallFirst: false,
      })
    }
  })

  test('is that it has to be installed first, in a tab that knows a Home Screen', async () => {
    const inTab = { storage: usual, standalone: false }
    const onHomeScreen = { storage: usual, standalone: true }
    const onMac = { storage: usual, standalone: false, maxTouchPoints: 0 }
    expect(await whatStorageIs(clock, inTab)).toMatchObject({ isInstallFirst: true })
    expect(await whatStorageIs(clock, onMac)).toMatchObject({ isInstallFirst: false })
    expect(await whatStorageIs(clock, onHomeScreen)).toMatchObject({ isInstallFirst: false })
  })
})
