/** Takes a push in one transaction and answers with one receipt for each entry. */
import type { Receipt } from '#domain/receipt.ts'
import type { Push } from '#wire/push.ts'
import type { TallyReport } from '#wire/tally-report.ts'
import type { Caller } from '../caller.ts'
import type { Server } from '../server.ts'
import { tallyReport } from '../sync/tally-report.ts'
import { examineContext } from './examine-context.ts'
import { type ExamineContext, type Examined, examineEntry } from './examine-entry.ts'
import { noteReport } from './note-report.ts'
import { noteRuns } from './note-runs.ts'
import { takeIn } from './take-in.ts'

export type Received = {
  readonly receipts: Receipt[]
  readonly batchCode: string | undefined
  readonly tallies: TallyReport
}

/** Of any device of the caller's: auth mode proves which one sealed an entry, and it is judged by that one's key (A1). */
export async function receivePush(server: Server, caller: Caller, push: Push): Promise<Received> {
  const context = withReported(await examineContext(server, caller), caller, push)
  const examined = await examineAll(push.entries, context)
  return server.store.transact(async (trx) => {
    const taking = { server, trx, context, device: caller.device, by: caller.member }
    // First of all, because it locks the petition's row: pushes of one phone's tabs then follow one another.
    const { receipts, batchCode } =
      examined.length === 0 ? { receipts: [], batchCode: undefined } : await takeIn(taking, examined)
    await noteRuns(trx, server, caller, push)
    if (push.version !== 1 && push.report) await noteReport(trx, server, caller, push.report)
    return { receipts, batchCode, tallies: await tallyReport(trx, caller) }
  })
}

/** Before the transaction: the embedded store has one connection, and opening is what takes the time. */
export async function examineAll(raws: readonly unknown[], context: ExamineContext): Promise<Examined[]> {
  const examined: Examined[] = []
  for (const raw of raws) examined.push(await examineEntry(raw, context))
  return examined
}

/** What the phone has just measured its clock to be wrong, not what it said last time. */
function withReported(context: ExamineContext, { device }: Caller, push: Push): ExamineContext {
  const clockOffset = push.version === 1 ? undefined : push.report?.clockOffsetMs
  const known = context.devices.get(device)
  if (known === undefined || typeof clockOffset !== 'number') return context
  return { ...context, devices: new Map(context.devices).set(device, { ...known, clockOffset }) }
}
