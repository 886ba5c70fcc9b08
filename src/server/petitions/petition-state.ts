import type { PetitionState } from '#domain/petition-state.ts'
import { writeAudit } from '../audit.ts'
import type { Caller } from '../caller.ts'
import { Refusal } from '../refusal.ts'
import type { Server } from '../server.ts'
import { petitionDetail } from './petition-detail.ts'

/** A closed petition may open again: closing too early is a mistake like any other. */
export async function openPetition(server: Server, caller: Caller): Promise<void> {
  await changeState(server, caller, 'open', (before, missing) => {
    if (before === 'draft' && missing > 0) throw new Refusal('not-ready-to-open')
  })
}

export async function closePetition(server: Server, caller: Caller): Promise<void> {
  await changeState(server, caller, 'closed', (before) => {
    if (before === 'draft') throw new Refusal('conflict')
  })
}

async function changeState(
  server: Server,
  caller: Caller,
  to: Exclude<PetitionState, 'draft'>,
  check: (before: PetitionState, missing: number) => void,
): Promise<void> {
  await server.store.transact(async (trx) => {
    const { state, missing } = await petitionDetail(trx, caller.petition)
    check(state, missing.length)
    if (state === to) return
    const now = server.now()
    await trx
      .updateTable('petitions')
      .set(to === 'open' ? { state: to, openedAt: now, closedAt: null } : { state: to, closedAt: now })
      .where('id', '=', caller.petition)
      .execute()
    await writeAudit(trx, now, caller, { action: to === 'open' ? 'petition-opened' : 'petition-closed' })
  })
}
