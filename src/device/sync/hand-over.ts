/**
 * What a phone does whose access was taken back: it hands in what it has not
 * sent, without a session, and an organiser looks at it (S8). Each entry proves
 * by its seal that this device made it.
 */
import { MAX_PUSH_ENTRIES } from '#wire/push.ts'
import { salvage } from '#wire/salvage.ts'
import type { WholeEntry } from '../ports.ts'
import { tryAsk } from './ask.ts'
import { type Busy, drain } from './drain.ts'
import type { PassParts } from './pass.ts'
import { PassEnd, type PassOutcome } from './pass-outcome.ts'
import { fittingPush } from './push-all.ts'

/** Of those that an organiser will look at, one is enough to say so. */
const MANY = 1000

type HandOverParts = Omit<PassParts, 'device' | 'report' | 'memory'>

/** Ends with 'signed-out' where there was never anything to hand over, or the server does not know this phone. */
export async function handOver(parts: HandOverParts): Promise<PassOutcome> {
  const { petition, store, dice } = parts

  async function take({ without }: Busy): Promise<readonly WholeEntry[]> {
    const unsent = await store.unsent(petition, MAX_PUSH_ENTRIES, without)
    // A phone that lost its keys once has been two devices.
    return fittingPush(unsent.filter(({ entry }) => entry.device === unsent[0]?.entry.device))
  }

  async function send(kept: readonly WholeEntry[]): Promise<readonly WholeEntry[]> {
    const reply = await tryAsk(parts, salvage.reply, (nonce) => ({
      method: 'POST',
      path: `/petitions/${petition}/salvage`,
      body: { nonce, device: kept[0]?.entry.device, entries: kept.map(({ entry }) => entry) },
    }))
    if (reply === 'broke') return kept
    // The server was restored from before this phone had joined, and kept nothing of it: so does nobody here let go.
    if (
      reply.receipts.every((receipt) => receipt.state === 'refused' && receipt.reason === 'foreign-device')
    ) {
      throw new PassEnd({ kind: 'signed-out' })
    }
    await store.applyReceipts(petition, reply.receipts)
    const receipted = new Set(reply.receipts.map(({ id, hash }) => id + hash))
    return kept.filter(({ entry }) => !receipted.has(entry.id + entry.hash))
  }

  try {
    const { left } = await drain({ take, send, lanes: 1, isTimeUp: () => false, dice })
    if (left > 0) return { kind: 'server-down' }
    const put = await store.setAside(petition, MANY)
    return { kind: put.some(({ reason }) => reason === 'device-revoked') ? 'handed-over' : 'signed-out' }
  } catch (error) {
    if (error instanceof PassEnd) return error.outcome
    throw error
  }
}
