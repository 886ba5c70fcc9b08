/** Runs seeds in a process of its own: told a range, it says each history that broke a rule, and how it went on. */
import { createHash, webcrypto } from 'node:crypto'
import { runSeed } from './run-seed.ts'
import { createStage } from './world.ts'

export type Order = {
  readonly from: number
  readonly count: number
  /** Stops at the first violation. */
  readonly untilCaught: boolean
  /** With every line of each history. */
  readonly trace: boolean
}

export type Word =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'history'
      readonly seed: number
      readonly saved: number
      readonly hash: string
      readonly violation: { readonly rule: string; readonly text: string } | undefined
      readonly trace: readonly string[]
    }
  | { readonly kind: 'done' }

const SHOWN_LINES = 25

/** At once: from a pool of threads the answers would come in an order that no seed repeats. */
Object.defineProperty(webcrypto.subtle, 'digest', {
  value: async (_: string, bytes: Uint8Array) => {
    const hash = createHash('sha256').update(bytes).digest()
    return hash.buffer.slice(hash.byteOffset, hash.byteOffset + hash.length)
  },
})

/** Without a reason node makes an error with a stack for it, at each call of a storage. */
const { abort } = AbortController.prototype
const gone = new DOMException('over', 'AbortError')
AbortController.prototype.abort = function (reason = gone) {
  abort.call(this, reason)
}

const say = (word: Word) => void process.send?.(word)
const stage = await createStage()

process.on('message', async ({ from, count, untilCaught, trace }: Order) => {
  for (let seed = from; seed < from + count; seed += 1) {
    const { violation, trace: lines, ...history } = await runSeed(stage, seed)
    const shown = trace ? lines : violation === undefined ? [] : lines.slice(-SHOWN_LINES)
    say({ kind: 'history', ...history, violation, trace: shown })
    if (violation !== undefined && untilCaught) break
  }
  say({ kind: 'done' })
})
process.on('disconnect', () => process.exit(0))
say({ kind: 'ready' })
