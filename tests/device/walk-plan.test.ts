import { describe, expect, test } from 'vitest'
import { forgetPetition } from '#device/forget-petition.ts'
import {
  buddyNumberOf,
  forgetOverWalkPlan,
  forgetWalkPlan,
  keepWalkPlan,
  putOffWalkPlan,
  readWalkPlan,
} from '#device/walk-plan.ts'
import { petition } from '../tools/kept-entries.ts'
import { newDatabase, newStorage, testDice } from '../tools/phone-fixture.ts'

const HOUR_MS = 60 * 60 * 1000
const now = new Date('2026-11-23T18:00:00.000Z')
const backAt = now.getTime() + HOUR_MS
const number = '+44 20 7946 0018'

/** Every byte and every text that lies in the database, keys left out. */
async function onDisk(db: ReturnType<typeof newDatabase>): Promise<string> {
  const rows = await Promise.all(db.tables.map((table) => table.toArray()))
  return JSON.stringify(rows, (_, value: unknown) =>
    value instanceof ArrayBuffer || value instanceof Uint8Array
      ? Buffer.from(value as Uint8Array).toString('latin1')
      : value,
  )
}

describe('a plan for a walk', () => {
  test('keeps the time, and the number so that only this page can read it', async () => {
    const db = newDatabase()
    await keepWalkPlan(db, testDice, petition, { backAt, number })
    const plan = await readWalkPlan(db, petition, now)
    expect(plan?.backAt).toBe(backAt)
    expect(plan && (await buddyNumberOf(plan))).toBe(number)
    expect(plan?.buddy?.key.extractable).toBe(false)
  })

  test('P1 nothing on the disk shows the number', async () => {
    const db = newDatabase()
    await keepWalkPlan(db, testDice, petition, { backAt, number })
    const disk = await onDisk(db)
    expect(disk).toContain('walk-plan/')
    expect(disk).not.toContain('7946')
  })

  test('without a number is only a time', async () => {
    const db = newDatabase()
    await keepWalkPlan(db, testDice, petition, { backAt, number: undefined })
    expect(await readWalkPlan(db, petition, now)).toEqual({ backAt })
    expect(await buddyNumberOf({ backAt })).toBeUndefined()
  })

  test('is put off with its number, and gone once somebody is back', async () => {
    const db = newDatabase()
    await putOffWalkPlan(db, petition, backAt)
    expect(await db.settings.count()).toBe(0)
    await keepWalkPlan(db, testDice, petition, { backAt, number })
    await putOffWalkPlan(db, petition, backAt + HOUR_MS)
    const plan = await readWalkPlan(db, petition, now)
    expect(plan?.backAt).toBe(backAt + HOUR_MS)
    expect(plan && (await buddyNumberOf(plan))).toBe(number)
    await forgetWalkPlan(db, petition)
    expect(await readWalkPlan(db, petition, now)).toBeUndefined()
    expect(await db.settings.count()).toBe(0)
  })

  test('is over half a day later, and then erased', async () => {
    const db = newDatabase()
    await keepWalkPlan(db, testDice, petition, { backAt, number })
    const late = new Date(backAt + 12 * HOUR_MS)
    await forgetOverWalkPlan(db, petition, late)
    expect(await readWalkPlan(db, petition, late)).toBeDefined()
    const later = new Date(late.getTime() + 1)
    expect(await readWalkPlan(db, petition, later)).toBeUndefined()
    await forgetOverWalkPlan(db, petition, later)
    expect(await db.settings.count()).toBe(0)
  })

  test('goes with the petition', async () => {
    const db = newDatabase()
    await keepWalkPlan(db, testDice, petition, { backAt, number })
    const storage = newStorage({ now: () => now, sleep: () => new Promise(() => {}) }, { db })
    expect(await forgetPetition(storage, petition)).toBe(0)
    expect(await db.settings.count()).toBe(0)
  })
})
