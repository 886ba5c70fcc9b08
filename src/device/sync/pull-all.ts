/** Pulls until there is no more. */
import { PullReply } from '#wire/pull.ts'
import { ask } from './ask.ts'
import type { PassParts, Talk } from './pass.ts'
import { PassEnd } from './pass-outcome.ts'

export async function pullAll(parts: PassParts, talk: Talk): Promise<void> {
  const { petition, store, clock } = parts
  for (;;) {
    const { cursor } = await store.syncState(petition)
    const first = await pull(parts, talk, cursor)
    const reply = first.reset ? await pullWhole(parts, talk, first) : first
    const isKept = await store.applyPull(petition, reply, clock.now())
    if (!isKept) throw new PassEnd({ kind: 'server-down' })
    if (!reply.more) return
  }
}

/**
 * All pages of a new start as one, so that they are applied together (S5): a
 * link that breaks half-way must not leave a phone with half of its doors.
 */
async function pullWhole(parts: PassParts, talk: Talk, first: PullReply): Promise<PullReply> {
  let whole = first
  while (whole.more) {
    const next = await pull(parts, talk, whole.cursor)
    whole = next.reset
      ? next
      : {
          ...next,
          reset: true,
          streets: [...whole.streets, ...next.streets],
          doors: [...whole.doors, ...next.doors],
          goneStreets: [...whole.goneStreets, ...next.goneStreets],
          goneDoors: [...whole.goneDoors, ...next.goneDoors],
        }
  }
  return whole
}

async function pull(parts: PassParts, { version, epoch }: Talk, cursor: string | undefined) {
  const query = new URLSearchParams()
  if (version > 1) query.set('v', String(version))
  if (cursor !== undefined) query.set('cursor', cursor)
  const reply = await ask(parts, PullReply, (nonce) => {
    query.set('n', nonce)
    return { method: 'GET', path: `/petitions/${parts.petition}/pull?${query}` }
  })
  if (reply.epoch !== epoch) throw new PassEnd({ kind: 'server-down' })
  return reply
}
