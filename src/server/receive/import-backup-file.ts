/** An organiser hands in what a phone saved as a backup file. Entries prove their devices themselves (S8). */
import { DeviceId } from '#domain/ids.ts'
import type { Receipt } from '#domain/receipt.ts'
import { writeAudit } from '../audit.ts'
import type { Caller } from '../caller.ts'
import type { Server } from '../server.ts'
import { examineContext } from './examine-context.ts'
import type { ExamineContext, Examined } from './examine-entry.ts'
import { examineAll } from './receive-push.ts'
import { takeIn } from './take-in.ts'

export type Imported = { readonly receipts: Receipt[]; readonly taken: number; readonly batchCodes: string[] }

/** Each phone's to a batch of its own; what was sent already has no second effect (S1). */
export async function importBackupFile(
  server: Server,
  caller: Caller,
  entries: readonly unknown[],
): Promise<Imported> {
  const context = await examineContext(server, { petition: caller.petition, member: 'anyone' })
  const examined = await examineAll(entries, context)
  return server.store.transact(async (trx) => {
    const receipts = new Map<Examined, Receipt>()
    const batchCodes: string[] = []
    let taken = 0
    for (const [device, group] of byDevice(examined, context, caller.device)) {
      const done = await takeIn({ server, trx, context, device, by: caller.member }, group)
      for (const [place, each] of group.entries()) {
        const receipt = done.receipts[place]
        if (receipt !== undefined) receipts.set(each, receipt)
      }
      taken += done.taken
      if (done.batchCode !== undefined) batchCodes.push(done.batchCode)
    }
    await writeAudit(trx, server.now(), caller, { action: 'backup-file-imported', count: taken })
    return { receipts: examined.flatMap((each) => receipts.get(each) ?? []), taken, batchCodes }
  })
}

/** By the device that each names, where it is one of the petition's; the rest is kept under the organiser's own. */
function byDevice(
  examined: readonly Examined[],
  { devices }: ExamineContext,
  otherwise: DeviceId,
): Map<DeviceId, Examined[]> {
  const groups = new Map<DeviceId, Examined[]>()
  for (const each of examined) {
    const device = namedDevice(each)
    const key = device !== undefined && devices.has(device) ? device : otherwise
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [each])
    else group.push(each)
  }
  return groups
}

function namedDevice(examined: Examined): DeviceId | undefined {
  if (examined.verdict === 'sound') return examined.entry.device
  const named = (examined.raw as { device?: unknown } | null)?.device
  return DeviceId.safeParse(named).data
}
