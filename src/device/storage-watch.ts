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

/** Keeps incidents until the server has them. */
export type IncidentLog = {
  read(): Promise<readonly Incident[]>
  /** In one stroke, because another tab may be at it. */
  change(by: (incidents: readonly Incident[]) => readonly Incident[]): Promise<void>
}

export type StorageWatch = CopyWatch & {
  status(): StorageStatus
  /** Calls back after each change of the status; gives the function that ends it. */
  subscribe(listener: () => void): () => void
  lost(loss: Omit<Loss, 'at'>): void
  orphaned(orphans: readonly Orphans[]): void
  /** At most 20, as many as a report holds. */
  incidents(): Promise<readonly Incident[]>
  /** The server has them. */
  reported(incidents: readonly Incident[]): Promise<void>
}

type WatchParts = { readonly clock: Clock; readonly hasFiles: boolean; readonly log: IncidentLog }

const MAX_INCIDENTS = 20

export function createStorageWatch({ clock, hasFiles, log }: WatchParts): StorageWatch {
  const listeners = new Set<() => void>()
  /** What the log could not take, because the database is the one that failed. */
  let unwritten: readonly Incident[] = []
  let status: StorageStatus = {
    copies: hasFiles ? 2 : 1,
    failing: [],
    hasFiles,
    losses: [],
    orphans: [],
  }

  function become(change: Partial<StorageStatus>): void {
    const failing = change.failing ?? status.failing
    const places = hasFiles ? 2 : 1
    const copies = failing.length >= places ? 0 : failing.length === 0 && hasFiles ? 2 : 1
    status = { ...status, ...change, copies }
    for (const listener of listeners) listener()
  }

  function note(kind: Incident['kind'], broughtBack: number): void {
    unwritten = [...unwritten, { kind, at: clock.now().toISOString(), broughtBack }].slice(-MAX_INCIDENTS)
    void write()
  }

  async function write(): Promise<void> {
    const writing = unwritten
    unwritten = []
    try {
      await log.change((before) => [...before, ...writing].slice(-MAX_INCIDENTS))
    } catch {
      unwritten = [...writing, ...unwritten]
    }
  }

  return {
    status: () => status,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    failed(place) {
      if (!status.failing.includes(place)) become({ failing: [...status.failing, place] })
      note(place === 'database' ? 'database-failed' : 'file-failed', 0)
    },
    mended(place, broughtBack) {
      become({ failing: status.failing.filter((each) => each !== place) })
      if (broughtBack > 0) note(place === 'database' ? 'database-failed' : 'file-failed', broughtBack)
    },
    lost(loss) {
      become({ losses: [...status.losses, { ...loss, at: clock.now() }] })
      note(loss.lost === 'files' ? 'files-lost' : 'database-lost', loss.broughtBack)
    },
    orphaned(orphans) {
      if (orphans.length > 0 || status.orphans.length > 0) become({ orphans })
    },

    async incidents() {
      if (unwritten.length > 0) await write()
      return [...(await log.read()), ...unwritten].slice(-MAX_INCIDENTS)
    },
    async reported(incidents) {
      const keys = new Set(incidents.map(keyOf))
      unwritten = unwritten.filter((each) => !keys.has(keyOf(each)))
      await log.change((before) => before.filter((each) => !keys.has(keyOf(each))))
    },
  }
}

const keyOf = ({ kind, at }: Incident) => kind + at
