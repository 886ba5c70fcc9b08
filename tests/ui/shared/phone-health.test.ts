import { describe, expect, test } from 'vitest'
import { DeviceId } from '#domain/ids.ts'
import { type Device, healthOf } from '#ui/shared/phone-health.ts'

const now = Date.parse('2026-11-22T10:00:00.000Z')
const ago = (days: number) => new Date(now - days * 24 * 60 * 60_000).toISOString()

const deviceWith = (changes: Partial<Device> = {}): Device => ({
  id: DeviceId.parse('018f0000-0000-7000-8000-000000000009'),
  label: 'Chrome on Android',
  joinedAt: ago(20),
  lastSeenAt: ago(0),
  revokedAt: null,
  unsent: 0,
  copies: 2,
  clockOffsetMs: 0,
  oldestUnsentAt: null,
  lastIncident: null,
  ...changes,
})

const trouble = (changes: Partial<Device>) => healthOf(deviceWith(changes), now).trouble

describe('what a captain reads of a phone', () => {
  test('is nothing to do where all is well', () => {
    expect(healthOf(deviceWith(), now)).toEqual({ trouble: [], known: ['keeps names in two places'] })
  })

  test('J1 is a call where it can’t save', () => {
    expect(trouble({ copies: 0 })).toEqual([expect.stringContaining('can’t save')])
  })

  test('is a call where something waits for more than two days, by a clock that is put right first', () => {
    expect(trouble({ oldestUnsentAt: ago(3) })).toEqual([expect.stringContaining('open the app on Wi-Fi')])
    expect(trouble({ oldestUnsentAt: ago(1) })).toEqual([])
    const slow = { clockOffsetMs: -3 * 24 * 60 * 60_000 }
    expect(trouble({ oldestUnsentAt: ago(4), ...slow })).toEqual([])
  })

  test('is a call where it holds signatures and is silent', () => {
    expect(trouble({ unsent: 5, lastSeenAt: ago(3) })).toEqual([expect.stringContaining('not been heard')])
    expect(trouble({ unsent: 5, lastSeenAt: ago(1) })).toEqual([])
  })

  test('J4 is a call for a week after its browser lost a part of its storage', () => {
    const lost = { kind: 'database-lost', broughtBack: 12 } as const
    expect(trouble({ lastIncident: { ...lost, at: ago(2) } })).toEqual([
      expect.stringContaining('12 entries were brought back'),
    ])
    expect(trouble({ lastIncident: { ...lost, at: ago(8) } })).toEqual([])
  })

  test('is no call once a place that failed works again', () => {
    const lastIncident = { kind: 'file-failed', at: ago(1), broughtBack: 0 } as const
    expect(trouble({ lastIncident, copies: 1 })).toHaveLength(1)
    expect(trouble({ lastIncident, copies: 2 })).toEqual([])
  })

  test('S10 tells a clock that is wrong, and calls nine years another year', () => {
    const known = (clockOffsetMs: number) => healthOf(deviceWith({ clockOffsetMs }), now).known
    expect(known(2 * 60 * 60_000)).toContain('its clock is 2 hours fast')
    expect(known(-30 * 60_000)).toContain('its clock is 30 minutes slow')
    expect(known(9 * 365 * 24 * 60 * 60_000)).toContain('its clock shows another year')
    expect(known(60_000)).toEqual(['keeps names in two places'])
  })

  test('is nothing where its access has ended', () => {
    expect(trouble({ copies: 0, revokedAt: ago(1) })).toEqual([])
  })
})
