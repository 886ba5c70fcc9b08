/** What this browser says of its own storage. By what it can do, never by its name. */
import type { Clock } from './ports.ts'
import { STORAGE_ANSWERS_MS, within } from './within.ts'

export type StorageFacts = {
  /** Whether it has promised not to clear anything when the disk runs full; undefined where it can't say. */
  readonly isKept: boolean | undefined
  /**
   * Why nothing may be gathered for real here: it has files and refuses them, as private windows do, or so little
   * room that it keeps everything in memory or will soon be full.
   */
  readonly practiceOnly: 'files-refused' | 'little-room' | undefined
  /**
   * A tab on an iPhone or iPad, whose storage the browser deletes after seven days without a visit; what was put on
   * the Home Screen is spared (https://webkit.org/blog/10218/full-third-party-cookie-blocking-and-more/).
   */
  readonly isInstallFirst: boolean
}

/** What of a `navigator` is asked; anything may be missing. */
export type StorageSource = {
  readonly storage?: {
    persisted?(): Promise<boolean>
    estimate?(): Promise<{ readonly quota?: number }>
    getDirectory?(): Promise<unknown>
  }
  /** Apple's alone. */
  readonly standalone?: boolean
  /** 0 on a Mac, whose browsers may have `standalone` too. */
  readonly maxTouchPoints?: number
}

/** A day's work with ink, its second copy and the app itself, several times over. */
const LITTLE_ROOM_BYTES = 100 * 1024 * 1024

export async function whatStorageIs(
  clock: Clock,
  { storage, standalone, maxTouchPoints }: StorageSource = navigator,
): Promise<StorageFacts> {
  const answer = async <T>(work: Promise<T> | undefined) =>
    work && within(clock, STORAGE_ANSWERS_MS, work).catch(() => 'refused' as const)
  const [persisted, estimate, directory] = await Promise.all([
    answer(storage?.persisted?.()),
    answer(storage?.estimate?.()),
    answer(storage?.getDirectory?.()),
  ])
  const room = typeof estimate === 'object' ? estimate.quota : undefined
  return {
    isKept: typeof persisted === 'boolean' ? persisted : undefined,
    practiceOnly:
      directory === 'refused'
        ? 'files-refused'
        : room !== undefined && room < LITTLE_ROOM_BYTES
          ? 'little-room'
          : undefined,
    isInstallFirst: standalone === false && maxTouchPoints !== 0,
  }
}
