/** Backups of the server, and a restore from one: an older state, and another epoch. */
import { beginEpoch } from '#server/sync/epoch.ts'
import type { SimServer } from './sim-server.ts'
import type { SimStore, Snapshot } from './sim-store.ts'

export type Backups = {
  make(): Promise<void>
  /** Puts back the newest, or the one before it; false where there is none. */
  restore(which: 'newest' | 'one-before'): Promise<boolean>
  /** Ids of the entries that every backup which may be restored holds. */
  covered(): ReadonlySet<unknown>
  /** Whether the newest two know this device. */
  know(device: string): boolean
  readonly count: number
  readonly restores: number
}

export function createBackups(simStore: SimStore, server: SimServer): Backups {
  let kept: { readonly rows: Snapshot; readonly head: number }[] = []

  let restores = 0

  async function moveMark(): Promise<void> {
    await simStore.store.db
      .updateTable('petitions')
      .set({ durableMark: kept[1]?.head ?? 0 })
      .execute()
  }

  return {
    get restores() {
      return restores
    },
    get count() {
      return kept.length
    },
    async make() {
      const [row] = simStore.rows('petitions')
      kept = [{ rows: simStore.take(), head: Number(row?.head) }, ...kept].slice(0, 2)
      await moveMark()
    },
    async restore(which) {
      const backup = which === 'newest' ? kept[0] : kept[1]
      if (backup === undefined) return false
      restores += 1
      simStore.put(backup.rows)
      await simStore.store.transact((trx) => beginEpoch(trx, server.server))
      kept = kept.slice(which === 'newest' ? 0 : 1)
      await moveMark()
      server.restart()
      return true
    },
    know: (device) => kept.every(({ rows }) => rows.get('devices')?.some(({ id }) => id === device) ?? false),
    covered() {
      const [first = [], ...others] = kept.map(({ rows }) => (rows.get('entries') ?? []).map(({ id }) => id))
      return new Set(first.filter((id) => others.every((other) => other.includes(id))))
    },
  }
}
