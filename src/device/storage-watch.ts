/**
 * What this phone knows of its own storage: the screens say it in words, and
 * the next push tells the server, so that a captain learns of trouble before a
 * volunteer does (J4).
 */
import type { PetitionId } from '#domain/ids.ts'
import type { Incident, PhoneReport } from '#wire/phone-report.ts'
import type { CopyName, CopyWatch } from './copies.ts'
import type { Clock } from './ports.ts'

export type StorageStatus = {
  /** In how many places a save is kept now. */
  readonly copies: PhoneReport['copies']
  /** Places that did not take the last save. */
  readonly failing: readonly CopyName[]
  /** Without them this browser keeps one copy, and nothing is wrong. */
  readonly hasFiles: boolean
  /** What this start of the app, or the time since, has lost; the latest last. */
  readonly losses: readonly Loss[]
  /** Entries on this phone of petitions in which it is nobody any more: a code makes it somebody again. */
  readonly orphans: readonly Orphans[]
}

export type Loss = {
  readonly lost: 'database' | 'files' | 'both'
  readonly at: Date
  readonly broughtBack: number
  /** Of what was unsent, as far as it is remembered. */
  readonly missing: number
}

export type Orphans = { readonly petition: PetitionId; readonly entries: number }

export type StorageWatch = CopyWatch & {
  status(): StorageStatus
  /** Calls back after each change of the status; gives the function that ends it. */
  subscribe(listener: () => void): () => void
  lost(loss: Omit<Loss, 'at'>): void
  orphaned(orphans: readonly Orphans[]): void
}

type WatchParts = {
  readonly clock: Clock
  readonly hasFiles: boolean
  /** Keeps it until the server has it. */
  readonly note: (incident: Incident) => void
}

export function createStorageWatch({ clock, hasFiles, note }: WatchParts): StorageWatch {
  const listeners = new Set<() => void>()
  const places = hasFiles ? 2 : 1
  let status: StorageStatus = { copies: places, failing: [], hasFiles, losses: [], orphans: [] }

  function become(change: Partial<StorageStatus>): void {
    const failing = change.failing ?? status.failing
    const copies = places === failing.length ? 0 : places > failing.length + 1 ? 2 : 1
    status = { ...status, ...change, copies }
    for (const listener of listeners) listener()
  }

  const happened = (kind: Incident['kind'], broughtBack: number) =>
    note({ kind, at: clock.now().toISOString(), broughtBack })
  const failureOf = (place: CopyName) => (place === 'database' ? 'database-failed' : 'file-failed')

  return {
    status: () => status,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    failed(place) {
      become({ failing: [...status.failing, place] })
      happened(failureOf(place), 0)
    },
    mended(place, broughtBack) {
      become({ failing: status.failing.filter((each) => each !== place) })
      if (broughtBack > 0) happened(failureOf(place), broughtBack)
    },
    lost(loss) {
      become({ losses: [...status.losses, { ...loss, at: clock.now() }] })
      happened(loss.lost === 'files' ? 'files-lost' : 'database-lost', loss.broughtBack)
    },
    orphaned: (orphans) => become({ orphans }),
  }
}
