/**
 * Random histories of a petition's merging, and what must hold after every
 * step. The names and houses are few, so that people meet all the time.
 */
import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { DeviceId, MemberId } from '#domain/ids.ts'
import { Standing, tallyOf } from '#domain/tally.ts'
import { batchCounts } from '#server/batches/batch-counts.ts'
import { readBoard } from '#server/board/read-board.ts'
import type { Caller } from '#server/caller.ts'
import { seeded } from '#server/demo/seeded.ts'
import { currentKeys } from '#server/keys/petition-keys.ts'
import { acceptBatch } from '#server/merge/accept-batch.ts'
import { decideMatch, undoMatch } from '#server/merge/decide-match.ts'
import { byArrival } from '#server/merge/elect.ts'
import { refreshProposals } from '#server/merge/propose-batch.ts'
import { replacePersonal, storeSignatures, withdrawSignature } from '#server/merge/store-signature.ts'
import { undoBatch } from '#server/merge/undo-batch.ts'
import { newId } from '#server/new-id.ts'
import { newBatchCode } from '#server/receive/open-batch.ts'
import { rollCount } from '#server/roll/read-roll.ts'
import type { Server } from '#server/server.ts'
import { takeNumber, takeNumbers } from '#server/store/take-number.ts'
import { refreshTallies } from '#server/tallies.ts'
import type { PetitionFixture } from '../../tools/petition-fixture.ts'

const NAMES = ['Ana Pop', 'Jonas Petrauskas', 'Farida Begum', 'Asha Khan', 'Tom Reed', 'Tom Reid']
const POSTCODES = ['RM10 7AA', 'RM10 7AB']
const EMAILS = ['one@example.org', 'two@example.org', 'three@example.org']

export type History = {
  readonly server: Server
  readonly caller: Caller
  /** One random step. */
  step(): Promise<void>
  /** Everything that accepting and undoing may change. */
  snapshot(): Promise<unknown>
  waitingBatches(): Promise<string[]>
  acceptedBatches(): Promise<string[]>
  openMatches(): Promise<{ a: string; b: string }[]>
  refresh(batch: string): Promise<void>
  check(): Promise<void>
}

export async function startHistory(fixture: PetitionFixture, seed: number): Promise<History> {
  const { server, petition } = fixture
  const { store } = server
  const dice = seeded(seed)
  const keys = await currentKeys(server, petition)
  const streets = [
    await fixture.addStreet(`Reede Road ${seed}`, 4),
    await fixture.addStreet(`Oxlow Lane ${seed}`, 4),
  ]
  const collectors = [await fixture.invite('volunteer', 'Vera'), await fixture.invite('volunteer', 'Viktor')]
  const organiser = await fixture.invite('organiser', 'Orla')
  const caller: Caller = {
    petition,
    member: MemberId.parse(organiser.member),
    role: 'organiser',
    device: DeviceId.parse(randomUUID()),
  }

  const personOf = (door: number | undefined) => ({
    name: dice.pick(NAMES),
    ...(door === undefined && dice.chance(0.3)
      ? {}
      : { address: `${1001 + (door ?? dice.below(4))} Reede Road` }),
    ...(dice.chance(0.9) ? { postcode: dice.pick(POSTCODES) } : {}),
  })

  async function addBatch(): Promise<void> {
    const isOnline = dice.chance(0.4)
    const batch = newId(server)
    const size = 1 + dice.below(12)
    await store.transact(async (trx) => {
      const received = await takeNumber(trx, petition)
      const row = { knocks: 0, proposedAt: -1 }
      const from = { member: null, device: null, label: 'History' }
      await trx
        .insertInto('batches')
        .values({
          petition,
          id: batch,
          code: newBatchCode(server),
          source: isOnline ? 'online' : 'phone',
          state: 'waiting',
          ...row,
          ...from,
          received,
          receivedAt: server.now(),
          acceptedAt: null,
        })
        .execute()
      const first = await takeNumbers(trx, petition, size)
      const signatures = Array.from({ length: size }, (_, index) => {
        const place = dice.pick(streets)
        const isOnStreet = !isOnline && dice.chance(0.8)
        const door = dice.below(4)
        return {
          petition,
          id: newId(server),
          batch,
          source: isOnline ? ('online' as const) : ('phone' as const),
          collector: isOnline ? null : dice.pick(collectors).member,
          device: null,
          street: isOnStreet ? place.street : null,
          door: isOnStreet ? (place.doors[door] ?? null) : null,
          method: 'typed' as const,
          wording: null,
          signedAt: new Date(server.now()).toISOString(),
          personal: personOf(isOnStreet ? door : undefined),
          email: isOnline && dice.chance(0.5) ? dice.pick(EMAILS) : undefined,
          // Some of one push share a number, as pushes give it.
          received: dice.chance(0.5) ? first : first + index,
        }
      })
      await storeSignatures(trx, server, keys, signatures)
      await refreshTallies(
        trx,
        petition,
        signatures.map(({ street }) => street),
      )
    })
  }

  const idsOfBatches = async (state: string) => {
    const rows = await store.db
      .selectFrom('batches')
      .select('id')
      .where('petition', '=', petition)
      .where('state', '=', state)
      .orderBy('received')
      .execute()
    return rows.map(({ id }) => id)
  }

  const matchesIn = (states: readonly string[]) =>
    store.db
      .selectFrom('matches')
      .select(['a', 'b'])
      .where('petition', '=', petition)
      .where('state', 'in', states)
      .orderBy('a')
      .orderBy('b')
      .execute()

  const anySignature = async () => {
    const rows = await store.db
      .selectFrom('signatures')
      .select('id')
      .where('petition', '=', petition)
      .orderBy('received')
      .orderBy('id')
      .execute()
    return rows.length === 0 ? undefined : dice.pick(rows).id
  }

  const refresh = (batch: string) => store.transact((trx) => refreshProposals(trx, keys, petition, batch))

  async function step(): Promise<void> {
    const kind = dice.below(100)
    if (kind < 22) return addBatch()
    if (kind < 42) return onAny(await idsOfBatches('waiting'), (batch) => acceptBatch(server, caller, batch))
    if (kind < 52) return onAny(await idsOfBatches('accepted'), (batch) => undoBatch(server, caller, batch))
    if (kind < 76) {
      return onAny(await matchesIn(['open']), (match) =>
        decideMatch(server, caller, match, dice.chance(0.5) ? 'same' : 'different'),
      )
    }
    if (kind < 84) {
      return onAny(await matchesIn(['same', 'different']), (match) => undoMatch(server, caller, match))
    }
    if (kind < 90) {
      const id = await anySignature()
      if (id !== undefined) await store.transact((trx) => withdrawSignature(trx, petition, id))
      return
    }
    if (kind < 94) {
      const id = await anySignature()
      if (id === undefined) return
      const amended = { petition, id, personal: personOf(undefined), amendedAt: '2026-11-22T10:00:00.000Z' }
      await store.transact((trx) => replacePersonal(trx, server, keys, amended))
      return
    }
    return onAny(await idsOfBatches('waiting'), refresh)
  }

  async function onAny<Thing>(things: readonly Thing[], act: (thing: Thing) => Promise<void>): Promise<void> {
    if (things.length > 0) await act(dice.pick(things))
  }

  return {
    server,
    caller,
    step,
    refresh,
    waitingBatches: () => idsOfBatches('waiting'),
    acceptedBatches: () => idsOfBatches('accepted'),
    openMatches: () => matchesIn(['open']),
    snapshot: async () => ({
      signatures: await store.db.selectFrom('signatures').selectAll().orderBy('id').execute(),
      matches: await store.db.selectFrom('matches').selectAll().orderBy('a').orderBy('b').execute(),
      tallies: await store.db
        .selectFrom('tallies')
        .selectAll()
        .orderBy('street')
        .orderBy('collector')
        .execute(),
    }),
    check: () => checkAll(server, caller),
  }
}

async function checkAll(server: Server, caller: Caller): Promise<void> {
  const { db } = server.store
  const { petition } = caller
  const batches = await db.selectFrom('batches').selectAll().where('petition', '=', petition).execute()
  const states = new Map(batches.map(({ id, state }) => [id, state]))
  const signatures = await db.selectFrom('signatures').selectAll().where('petition', '=', petition).execute()
  const matches = await db.selectFrom('matches').selectAll().where('petition', '=', petition).execute()
  const byId = new Map(signatures.map((signature) => [signature.id, signature]))
  const isAccepted = (id: string) => states.get(byId.get(id)?.batch ?? '') === 'accepted'

  // A batch's counts add up, before acceptance and after.
  const counts = await batchCounts(db, petition, [...states.keys()])
  for (const { received, new: fresh, alreadyOnRoll, toDecide, late, withdrawn } of counts.values()) {
    expect(received).toBe(fresh + alreadyOnRoll + toDecide + late + withdrawn)
  }
  for (const { batch, standing, signatory } of signatures) {
    if (states.get(batch) === 'waiting') {
      expect(['waiting', 'withdrawn']).toContain(standing)
      expect(signatory).toBeNull()
    } else {
      expect(standing).not.toBe('waiting')
      const isOnRoll = standing === 'counted' || standing === 'also-elsewhere'
      if (isOnRoll) expect(signatory).not.toBeNull()
      if (standing === 'to-decide') expect(signatory).toBeNull()
    }
  }

  // H1 and T1: every total says the same number.
  const roll = await rollCount(db, petition)
  expect(roll.received - roll.waiting - roll.toDecide - roll.alsoElsewhere - roll.withdrawn).toBe(
    roll.counted,
  )
  const board = await readBoard(server, caller)
  const shown = [...board.streets.map(({ tally }) => tally), board.elsewhere, board.online]
  expect(shown.reduce((sum, { counted }) => sum + counted, 0)).toBe(roll.counted)
  expect(board.roll).toBe(roll.counted)

  // T1: the tally table is a recount.
  const recount = new Map<string, { standing: Standing }[]>()
  for (const { street, collector, standing } of signatures) {
    const place = `${street ?? ''}/${collector ?? ''}`
    recount.set(place, [...(recount.get(place) ?? []), { standing: Standing.parse(standing) }])
  }
  const tallies = await db.selectFrom('tallies').selectAll().where('petition', '=', petition).execute()
  expect(tallies).toHaveLength(recount.size)
  for (const { street, collector, received, counted, alsoElsewhere } of tallies) {
    const facts = recount.get(`${street}/${collector}`) ?? []
    const tally = tallyOf(facts)
    expect({ received, counted, alsoElsewhere }).toEqual({
      received: tally.received,
      counted: tally.counted,
      alsoElsewhere: tally.alsoElsewhere,
    })
  }

  // The earliest that is not withdrawn counts for its signatory, and it alone.
  const signatories = new Map<string, typeof signatures>()
  for (const signature of signatures) {
    if (signature.signatory === null) continue
    signatories.set(signature.signatory, [...(signatories.get(signature.signatory) ?? []), signature])
  }
  for (const group of signatories.values()) {
    const live = group.filter(({ standing }) => standing !== 'withdrawn').sort(byArrival)
    expect(live.map(({ standing }) => standing)).toEqual(
      live.map((_, place) => (place === 0 ? 'counted' : 'also-elsewhere')),
    )
  }
  // Who is joined by a decision or a link is one signatory, and nobody else is.
  const joined = matches.filter(
    ({ a, b, state }) => (state === 'linked' || state === 'same') && isAccepted(a) && isAccepted(b),
  )
  for (const { a, b } of joined) expect(byId.get(a)?.signatory).toBe(byId.get(b)?.signatory)
  for (const group of signatories.values())
    expect(
      spansAsOne(
        group.map(({ id }) => id),
        joined,
      ),
    ).toBe(true)

  // Nobody waits for a decision that nobody is asked.
  for (const { id, standing } of signatures) {
    if (standing !== 'to-decide') continue
    const reached = reachable(id, joined)
    expect(
      matches.some(({ a, state }) => state === 'open' && reached.has(a)),
      'somebody to decide has an open question',
    ).toBe(true)
  }
  for (const { a, state } of matches) {
    if (state === 'open') expect(byId.get(a)?.standing).not.toBe('withdrawn')
  }
}

function reachable(id: string, links: readonly { a: string; b: string }[]): Set<string> {
  const reached = new Set([id])
  for (let grown = true; grown; ) {
    const before = reached.size
    for (const { a, b } of links) {
      if (reached.has(a)) reached.add(b)
      if (reached.has(b)) reached.add(a)
    }
    grown = reached.size > before
  }
  return reached
}

const spansAsOne = (ids: readonly string[], links: readonly { a: string; b: string }[]) => {
  const [first] = ids
  if (first === undefined) return true
  const reached = reachable(first, links)
  return ids.every((id) => reached.has(id))
}
