import { describe, expect, test } from 'vitest'
import { createDexieStore } from '#device/dexie-store.ts'
import { forgetDraft, keepDraft, readDraft } from '#device/drafts.ts'
import { keptWith } from '../tools/kept-entries.ts'
import { newDatabase, testDice } from '../tools/phone-fixture.ts'

const form = { name: 'Ada Exa', postcode: 'RM10' }

describe('a draft', () => {
  test('comes back as it was typed', async () => {
    const db = newDatabase()
    await keepDraft(db, testDice, 'one', form)
    expect(await readDraft(db, 'one')).toEqual(form)
    await keepDraft(db, testDice, 'one', { ...form, name: 'Ada Example' })
    expect(await readDraft(db, 'one')).toEqual({ ...form, name: 'Ada Example' })
  })

  test('is the only one: the one before it is gone', async () => {
    const db = newDatabase()
    await keepDraft(db, testDice, 'one', form)
    await keepDraft(db, testDice, 'two', form)
    expect(await readDraft(db, 'one')).toBeUndefined()
    expect(await db.drafts.count()).toBe(1)
  })

  test('is erased by the save that it led to, and stays when that save fails', async () => {
    const db = newDatabase()
    const store = createDexieStore(db)
    const kept = keptWith()
    await keepDraft(db, testDice, 'one', form)
    await store.addEntry(kept, {})
    await expect(store.addEntry(kept, { forgetDraft: 'one' })).rejects.toThrow()
    expect(await readDraft(db, 'one')).toEqual(form)
    await store.addEntry(keptWith(), { forgetDraft: 'one' })
    expect(await readDraft(db, 'one')).toBeUndefined()
  })

  test('may be thrown away', async () => {
    const db = newDatabase()
    await keepDraft(db, testDice, 'one', form)
    await forgetDraft(db, 'one')
    expect(await readDraft(db, 'one')).toBeUndefined()
  })

  test('that was damaged is no draft, and no error', async () => {
    const db = newDatabase()
    await keepDraft(db, testDice, 'one', form)
    await db.drafts.update('one', { sealed: testDice.bytes(40) })
    expect(await readDraft(db, 'one')).toBeUndefined()
  })

  test('two tabs share one key, which can’t be taken away', async () => {
    const db = newDatabase()
    await Promise.all([keepDraft(db, testDice, 'one', form), keepDraft(db, testDice, 'one', form)])
    expect(await readDraft(db, 'one')).toEqual(form)
    const [setting] = await db.settings.toArray()
    expect(await db.settings.count()).toBe(1)
    expect(setting?.value).toMatchObject({ extractable: false, usages: ['encrypt', 'decrypt'] })
  })
})
