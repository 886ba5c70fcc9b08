/** What must be true of the phones at any time, beside the server and the ledger. */
import { createMemoryJournalFiles } from '../tools/memory-journal-files.ts'
import { Violation } from './violation.ts'
import type { World } from './world.ts'

export async function checkPhones(world: World): Promise<void> {
  await checkNothingLost(world)
  checkReceipts(world)
  checkSeals(world)
}

/** I1: whatever a screen called saved is somewhere. */
async function checkNothingLost({ ledger, phones, simStore }: World): Promise<void> {
  const known = new Set<unknown>()
  for (const table of ['entries', 'refused']) for (const { id } of simStore.rows(table)) known.add(id)
  for (const { entries, disk } of phones) {
    for (const { id, entry } of entries()) if (entry.sealed) known.add(id)
    for (const { entry } of await createMemoryJournalFiles(disk).read()) known.add(entry.id)
  }
  for (const id of ledger.saved) if (!known.has(id)) throw new Violation('I1', `entry ${id} is lost`)
}

/** I4: a phone believes of an entry only what the server has said of it. */
function checkReceipts({ network, phones }: World): void {
  const said = new Set<string>()
  for (const { json } of network.said) {
    const { receipts = [] } = (json ?? {}) as { receipts?: { id: string; hash: string; state: string }[] }
    for (const { id, hash, state } of receipts) said.add(`${id}/${hash}/${state}`)
  }
  for (const { entries, name } of phones) {
    for (const { id, entry, state } of entries()) {
      if (state !== 'unsent' && !said.has(`${id}/${entry.hash}/${state}`)) {
        throw new Violation('I4', `${name} takes ${id} for ${state}, which the server never said`)
      }
    }
  }
}

/** J3: a sealed part is let go only when every backup that may be restored holds it. */
function checkSeals({ phones, backups, ledger }: World): void {
  const covered = backups.covered()
  for (const { entries, name } of phones) {
    for (const { id, entry } of entries()) {
      if (entry.sealed === undefined && ledger.written.has(id) && !covered.has(id)) {
        throw new Violation('J3', `${name} let go of ${id}, which no backup covers`)
      }
    }
  }
}
