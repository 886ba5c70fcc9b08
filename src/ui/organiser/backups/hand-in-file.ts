import { MAX_PUSH_ENTRIES } from '#wire/push.ts'
import { importBackupFile } from '#wire/salvage.ts'
import { call } from '../../shared/call.ts'

export type HandedIn = {
  readonly done: number
  /** Not here before. */
  readonly taken: number
  readonly known: number
  /** In the tray: refused or deferred. */
  readonly waiting: number
}

const SLOW_MS = 60_000

const nothingYet: HandedIn = { done: 0, taken: 0, known: 0, waiting: 0 }

/** In bites, each with its receipts, on from where it stopped; all may be sent again, too. */
export async function handInFile(
  petition: string,
  entries: readonly unknown[],
  before: HandedIn | undefined,
  onProgress: (handedIn: HandedIn) => void,
): Promise<void> {
  let sum = before ?? nothingYet
  onProgress(sum)
  for (let from = sum.done; from < entries.length; from += MAX_PUSH_ENTRIES) {
    const bite = entries.slice(from, from + MAX_PUSH_ENTRIES)
    const { receipts, taken } = await call(
      importBackupFile,
      { params: { petition }, body: { entries: bite } },
      { timeoutMs: SLOW_MS },
    )
    const held = receipts.filter(({ state }) => state === 'held').length
    sum = {
      done: sum.done + bite.length,
      taken: sum.taken + taken,
      known: sum.known + held - taken,
      waiting: sum.waiting + receipts.length - held,
    }
    onProgress(sum)
  }
}
