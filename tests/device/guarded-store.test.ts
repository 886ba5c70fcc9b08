import { describe, expect, test } from 'vitest'
import { guardStore } from '#device/guarded-store.ts'
import type { PhoneStore } from '#device/ports.ts'
import { keptWith } from '../tools/kept-entries.ts'
import { createMemoryStore } from '../tools/memory-store.ts'

const dead = () => new DOMException('the connection is gone', 'UnknownError')
const kept = keptWith()

/** A store whose first call dies when told to, on a clock whose sleepers wake when told to. */
function dyingStore() {
  const store = createMemoryStore(() => 'install')
  const sleepers: (() => void)[] = []
  let die: (() => void) | undefined
  const dying: PhoneStore = {
    ...store,
    addEntry: (...given) =>
      die === undefined
        ? new Promise((_, reject) => {
            die = () => reject(dead())
          })
        : store.addEntry(...given),
  }
  const guarded = guardStore(dying, {
    clock: {
      now: () => new Date(1_795_000_100_000),
      sleep: (_, signal) =>
        new Promise((resolve) => {
          sleepers.push(resolve)
          signal?.addEventListener('abort', () => resolve())
        }),
    },
    reopen: async () => undefined,
  })
  return {
    guarded,
    found: () => store.find([kept.id]),
    die: () => die?.(),
    wake: () => {
      for (const each of sleepers) each()
    },
  }
}

describe('J4 a save whose connection dies', () => {
  test('is written again once the database is open', async () => {
    const { guarded, found, die } = dyingStore()
    const saved = guarded.addEntry(kept, {})
    die()
    await saved
    expect(await found()).toHaveLength(1)
  })

  test('is not written again when it has been called not saved by then', async () => {
    const { guarded, found, die, wake } = dyingStore()
    const saved = guarded.addEntry(kept, {})
    wake()
    await Promise.resolve()
    die()
    await expect(saved).rejects.toThrow('the connection is gone')
    expect(await found()).toEqual([])
  })
})
