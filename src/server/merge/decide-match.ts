/** A person's word on whether two signatures are one person's, and taking it back. */
import { writeAudit } from '../audit.ts'
import type { Caller } from '../caller.ts'
import { Refusal } from '../refusal.ts'
import type { Server } from '../server.ts'
import type { Trx } from '../store/open-store.ts'
import { takeNumber } from '../store/take-number.ts'
import { forgetProposals } from './forget-proposals.ts'
import { settle } from './settle.ts'

type Pair = { readonly a: string; readonly b: string }

/**
 * `same`: the newcomer joins the other's signatory, and its other open
 * questions close. `different` on its last open question: a signatory of its own.
 */
export async function decideMatch(
  server: Server,
  caller: Caller,
  { a, b }: Pair,
  verdict: 'same' | 'different',
): Promise<void> {
  const { petition, member } = caller
  await server.store.transact(async (trx) => {
    const { state } = await lockMatch(trx, petition, { a, b })
    if (state === 'same' || state === 'different') throw new Refusal('already-decided')
    if (state !== 'open') throw new Refusal('not-found')
    await setState(trx, petition, { a, b }, verdict, { decidedBy: member, decidedAt: server.now() })
    if (verdict === 'same') await moveQuestions(trx, petition, a, 'open', 'proposed')
    await settle(trx, petition, [a, b])
    await writeAudit(trx, server.now(), caller, { action: 'match-decided', subject: `${a} ${b}` })
  })
}

/**
 * The pair is open again, with the questions that the decision closed: while
 * the newcomer's batch is accepted, no other of its matches is `proposed`.
 */
export async function undoMatch(server: Server, caller: Caller, { a, b }: Pair): Promise<void> {
  const { petition } = caller
  await server.store.transact(async (trx) => {
    const { state } = await lockMatch(trx, petition, { a, b })
    if (state !== 'same' && state !== 'different') throw new Refusal('not-found')
    await setState(trx, petition, { a, b }, 'proposed', { decidedBy: null, decidedAt: null })
    const newcomer = await trx
      .selectFrom('signatures')
      .select(['batch', 'standing'])
      .where('petition', '=', petition)
      .where('id', '=', a)
      .executeTakeFirstOrThrow()
    // Its batch waits: what the decision prevented is proposed again.
    if (newcomer.standing === 'waiting') await forgetProposals(trx, petition, newcomer.batch)
    else if (newcomer.standing !== 'withdrawn') {
      if (state === 'same') await moveQuestions(trx, petition, a, 'proposed', 'open')
      else await setState(trx, petition, { a, b }, 'open', { decidedBy: null, decidedAt: null })
    }
    await settle(trx, petition, [a, b])
    await writeAudit(trx, server.now(), caller, { action: 'match-undone', subject: `${a} ${b}` })
  })
}

async function lockMatch(trx: Trx, petition: string, { a, b }: Pair): Promise<{ state: string }> {
  await takeNumber(trx, petition)
  const match = await trx
    .selectFrom('matches')
    .select('state')
    .where('petition', '=', petition)
    .where('a', '=', a)
    .where('b', '=', b)
    .executeTakeFirst()
  if (match === undefined) throw new Refusal('not-found')
  return match
}

async function setState(
  trx: Trx,
  petition: string,
  { a, b }: Pair,
  state: string,
  decision: { decidedBy: string | null; decidedAt: number | null },
): Promise<void> {
  await trx
    .updateTable('matches')
    .set({ state, ...decision })
    .where('petition', '=', petition)
    .where('a', '=', a)
    .where('b', '=', b)
    .execute()
}

async function moveQuestions(
  trx: Trx,
  petition: string,
  newcomer: string,
  from: string,
  to: string,
): Promise<void> {
  await trx
    .updateTable('matches')
    .set({ state: to })
    .where('petition', '=', petition)
    .where('a', '=', newcomer)
    .where('state', '=', from)
    .execute()
}
