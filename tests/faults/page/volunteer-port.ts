/** What a test can ask of the volunteer in the page, and what the page tells the test. */

import type { KeptEntry } from '#device/ports.ts'
import type { StorageStatus } from '#device/storage-watch.ts'
import type { SyncStatus } from '#device/sync/sync-loop.ts'
import type { EntryKind } from '#domain/entry.ts'

/** One thing that the volunteer does. `mark` names it: for a signature it is the resident's name. */
export type Deed = {
  readonly mark: string
  readonly kind: EntryKind
  readonly door?: string | undefined
}

export type Told =
  /** Before the save begins: it may become durable without ever being acknowledged. */
  | { readonly is: 'tried'; readonly deed: Deed }
  /** The save's promise has resolved: the screen would say "saved" now. One that really said so knows no id. */
  | {
      readonly is: 'saved'
      readonly deed: Deed
      readonly id?: string
      readonly failing?: StorageStatus['failing']
    }
  /** The save's promise has rejected after so many milliseconds: the screen would say "not saved". */
  | { readonly is: 'not-saved'; readonly deed: Deed; readonly afterMs: number }

export type OnPhone = {
  readonly entries: readonly Pick<KeptEntry, 'id' | 'state'>[]
  readonly unsent: number
  readonly refused: number
  /** What the screens would say. */
  readonly shownUnsent: number
  readonly sync: SyncStatus
  readonly losses: StorageStatus['losses']
}

export type VolunteerPort = {
  /** Opens the phone as the app does, with its self-check. */
  open(): Promise<void>
  /** Joins with a code and waits for the first streets. */
  join(code: string): Promise<void>
  /** Begins to gather; a phone that lost who it is has ten seconds to find out. */
  gather(): Promise<'member' | 'member again' | 'nobody'>
  /** Gathers without a pause between saves but this one, until `rest`. */
  work(pauseMs: number): void
  rest(): Promise<void>
  /** So many saves, one after another; gives how many succeeded. */
  save(count: number): Promise<number>
  wake(): void
  /** Wakes the sync until nothing is unsent, or the time is over; gives what is left. */
  settle(ms: number): Promise<number>
  look(): Promise<OnPhone>
  /** The device's id in its petition. */
  device(): Promise<string>
}

declare global {
  interface Window {
    readonly volunteer: VolunteerPort
    /** Hears what the page tells; put there by the test. */
    readonly tellTest: (told: Told) => Promise<void>
  }
}
