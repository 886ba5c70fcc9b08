/** What must be true of the server's tables at any time. */
import { type DoorMark, markAfter, Outcome } from '#domain/outcome.ts'
import type { SimStore } from './sim-store.ts'
import { Violation } from './violation.ts'
import type { World } from './world.ts'

type Rows = ReturnType<SimStore['rows']>

export function checkServer({ simStore, ledger }: World): void {
  const entries = simStore.rows('entries')
  for (const { id, hash } of entries) {
    const written = ledger.written.get(String(id))
    if (written === undefined) throw new Violation('I2', `nobody wrote entry ${id}`)
    if (written.hash !== hash) throw new Violation('I3', `entry ${id} is another than on the phone`)
  }
  const signatures = simStore.rows('signatures')
  checkSignatures(entries, signatures)
  checkTallies(simStore.rows('tallies'), signatures)
  checkMarks(simStore.rows('doors'), entries)
  checkRevoked(simStore.rows('devices'), entries, ledger.underWay)
}

function checkSignatures(entries: Rows, signatures: Rows): void {
  const signs = new Set(entries.filter(({ kind }) => kind === 'sign').map(({ id }) => id))
  for (const { id } of signatures) {
    if (!signs.has(id)) throw new Violation('I2', `signature ${id} is of no entry`)
  }
  if (signatures.length !== signs.size) throw new Violation('I2', 'a signature of an entry is missing')
  const withdrawn = new Set(entries.filter(({ kind }) => kind === 'withdraw').map(({ ref }) => ref))
  for (const { id, standing } of signatures) {
    if (withdrawn.has(id) !== (standing === 'withdrawn')) {
      throw new Violation('A1', `signature ${id} is ${standing}, against its entries`)
    }
  }
}

/** T1: the kept figures are what a recount from the signatures gives. */
function checkTallies(tallies: Rows, signatures: Rows): void {
  const none = { received: 0, counted: 0, alsoElsewhere: 0 }
  const counts = new Map<string, typeof none>()
  for (const { street, collector, standing } of signatures) {
    if (standing === 'withdrawn') continue
    const key = `${street ?? ''}/${collector ?? ''}`
    const { received, counted, alsoElsewhere } = counts.get(key) ?? none
    counts.set(key, {
      received: received + 1,
      counted: counted + Number(standing === 'counted'),
      alsoElsewhere: alsoElsewhere + Number(standing === 'also-elsewhere'),
    })
  }
  const kept = new Map(tallies.map((row) => [`${row.street}/${row.collector}`, row]))
  for (const key of new Set([...counts.keys(), ...kept.keys()])) {
    const { received, counted, alsoElsewhere } = counts.get(key) ?? none
    const row = kept.get(key) ?? none
    if (row.received !== received || row.counted !== counted || row.alsoElsewhere !== alsoElsewhere) {
      throw new Violation('T1', `the tally of ${key} says ${row.received} received, a recount ${received}`)
    }
  }
}

/** I5: a door shows what its entries make of it in the order in which they came, whatever the phones' clocks say. */
function checkMarks(doors: Rows, entries: Rows): void {
  const withdrawn = new Set(entries.filter(({ kind }) => kind === 'withdraw').map(({ ref }) => ref))
  const inOrder = [...entries].sort((a, b) => Number(a.received) - Number(b.received))
  for (const { id, mark } of doors) {
    const own = inOrder.filter(
      (entry) => entry.door === id && entry.outcome !== null && !withdrawn.has(entry.id),
    )
    // What came in one push has an order of its own, which the rows do not show.
    const isTold = own.every(
      ({ received }, place) => own.findIndex((each) => each.received === received) === place,
    )
    if (!isTold) continue
    const right = own.reduce<DoorMark>(
      (before, { outcome }) => markAfter(before, Outcome.parse(outcome)),
      'to-visit',
    )
    if (right !== mark) throw new Violation('I5', `door ${id} shows ${mark}, its entries make it ${right}`)
  }
}

/** S8: what a revoked device hands in waits for a person. */
function checkRevoked(devices: Rows, entries: Rows, underWay: ReadonlySet<unknown>): void {
  const revoked = new Map(devices.map(({ id, revokedAt }) => [id, revokedAt]))
  for (const { id, device, receivedAt } of entries) {
    const at = revoked.get(device)
    if (typeof at === 'number' && Number(receivedAt) > at && !underWay.has(id)) {
      throw new Violation('S8', `entry ${id} of a revoked device was taken in, and nobody had looked at it`)
    }
  }
}
