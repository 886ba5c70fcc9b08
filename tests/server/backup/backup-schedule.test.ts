import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type BackupSchedule, startBackups } from '#server/backup/backup-schedule.ts'
import { keptOf } from '#server/backup/remove-old-backups.ts'
import { type PetitionFixture, startPetition } from '../../tools/petition-fixture.ts'

let fixture: PetitionFixture
let schedule: BackupSchedule | undefined

beforeEach(async () => {
  fixture = await startPetition()
})
afterEach(async () => {
  await schedule?.stop()
  schedule = undefined
  await fixture.close()
})

const rows = () => fixture.server.store.db.selectFrom('backups').selectAll().orderBy('madeAt').execute()

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 15_000
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error('it did not happen')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const files = () => {
  try {
    return readdirSync(fixture.server.backups.directory)
  } catch {
    return []
  }
}

describe('backups by themselves', () => {
  test('begin soon after the start, when the newest is older than the interval', async () => {
    schedule = startBackups(fixture.server, { firstAfterMs: 10 })
    await until(async () => (await rows()).length === 1)
    await schedule.stop()

    fixture.clock.now += 30 * 60_000
    schedule = startBackups(fixture.server, { firstAfterMs: 10 })
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(await rows()).toHaveLength(1)
    await schedule.stop()

    fixture.clock.now += 31 * 60_000
    schedule = startBackups(fixture.server, { firstAfterMs: 10 })
    await until(async () => (await rows()).length === 2)
  })

  test('that fail are logged without what was in them, and the server goes on', async () => {
    writeFileSync(fixture.server.backups.directory, 'a file')
    schedule = startBackups(fixture.server, { firstAfterMs: 10 })
    await until(async () => (await rows()).length === 1)
    expect((await rows())[0]?.verifiedAt).toBeNull()
    await until(async () => fixture.logged().includes('the backup failed'))
    expect(fixture.logged()).not.toContain(fixture.server.backups.directory)
    rmSync(fixture.server.backups.directory)
    fixture.clock.now += 60_000
    await schedule.backUp()
    expect((await rows()).map(({ verifiedAt }) => verifiedAt !== null)).toEqual([false, true])
  })

  test('are off with a warning where the interval is 0, and still made when asked', async () => {
    const server = { ...fixture.server, backups: { ...fixture.server.backups, everyMinutes: 0 } }
    schedule = startBackups(server, { firstAfterMs: 10 })
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(files()).toEqual([])
    expect(fixture.logged()).toContain('BACKUP_EVERY is 0')
    await schedule.backUp()
    expect(files()).toHaveLength(2)
  })

  test('are one at a time, and end with the server', async () => {
    schedule = startBackups(fixture.server)
    const made = await Promise.all([schedule.backUp(), schedule.backUp()])
    expect(new Set(made.map(({ manifest }) => manifest.madeAt)).size).toBe(2)
    const last = schedule.backUp()
    const ended = expect(last).rejects.toThrow()
    await schedule.stop()
    await ended
    expect(files().filter((name) => name.endsWith('.part'))).toEqual([])
    await expect(schedule.backUp()).rejects.toThrow()
  })
})

describe('old backups', () => {
  const HOUR = 60 * 60_000
  const now = Date.parse('2026-11-22T12:30:00.000Z')
  const hourly = (count: number) =>
    Array.from({ length: count }, (_, age) => ({ madeAt: now - age * HOUR, verifiedAt: 1 as number | null }))

  test('are kept: the newest 48, and the last of each day for 30 days', () => {
    const kept = keptOf(hourly(60 * 24), now)
    expect(kept.slice(0, 48)).toEqual(hourly(48))
    const days = new Set(kept.map(({ madeAt }) => new Date(madeAt).toISOString().slice(0, 10)))
    expect(days.size).toBe(31)
    expect(kept).toHaveLength(48 + 31 - 3)
    for (const { madeAt } of kept.slice(49)) expect(new Date(madeAt).toISOString()).toContain('T23:30')
  })

  test('J3 the two newest whole ones stay however old they are, because the mark stands on them', () => {
    const old = Array.from({ length: 60 }, (_, age) => ({
      madeAt: now - 90 * 24 * HOUR - age * HOUR,
      verifiedAt: age < 55 ? null : 1,
    }))
    expect(keptOf(old, now)).toEqual([...old.slice(0, 48), old[55], old[56]])
  })
})
