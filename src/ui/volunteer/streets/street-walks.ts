/**
 * One live query for a street, whichever of its screens are open. It outlives a
 * screen by a moment, because one makes room for the next: the list, a door, and
 * the door after it all stand on what was read once.
 */
import { liveQuery, type Subscription } from 'dexie'
import type { PhoneDatabase } from '#device/database.ts'
import type { StreetId } from '#domain/ids.ts'
import type { Walk } from './use-walk.ts'

export type WalkOrGone = Walk | 'gone'

export type StreetWalk = {
  /** Undefined until it has been read; throws what a read threw, for the screen's boundary. */
  readonly now: () => WalkOrGone | undefined
  readonly subscribe: (listener: () => void) => () => void
}

export type WalkReader = {
  /** What was asked for ahead, if it has come. */
  first(): WalkOrGone | undefined
  read(): Promise<WalkOrGone>
  /** Which door is next depends on the time. */
  isOld(walk: WalkOrGone): boolean
}

const KEPT_MS = 1_000

const byDatabase = new WeakMap<PhoneDatabase, Map<StreetId, StreetWalk>>()

export function walkOfStreet(db: PhoneDatabase, street: StreetId, reader: WalkReader): StreetWalk {
  const walks = byDatabase.get(db) ?? new Map<StreetId, StreetWalk>()
  byDatabase.set(db, walks)
  const known = walks.get(street)
  if (known) return known
  const walk = createStreetWalk(reader, () => {
    // One that was given up may have left a timer, and another may stand in its place by now.
    if (walks.get(street) === walk) walks.delete(street)
  })
  walks.set(street, walk)
  return walk
}

function createStreetWalk({ first, read, isOld }: WalkReader, forget: () => void): StreetWalk {
  const listeners = new Set<() => void>()
  let value = first()
  let failure: { readonly error: unknown } | undefined
  let query: Subscription | undefined

  function start(): Subscription {
    const tell = () => {
      for (const listener of listeners) listener()
    }
    return liveQuery(read).subscribe(
      (next) => {
        value = next
        tell()
      },
      (error) => {
        failure = { error }
        tell()
      },
    )
  }

  function stopIfUnused(): void {
    if (listeners.size > 0) return
    query?.unsubscribe()
    query = undefined
    forget()
  }

  return {
    now() {
      if (failure) throw failure.error
      return value
    },
    subscribe(listener) {
      if (listeners.size === 0 && value && isOld(value)) {
        query?.unsubscribe()
        query = undefined
      }
      listeners.add(listener)
      query ??= start()
      return () => {
        listeners.delete(listener)
        setTimeout(stopIfUnused, KEPT_MS)
      }
    },
  }
}
