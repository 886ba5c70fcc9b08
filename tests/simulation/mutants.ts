/**
 * Faults put into the real sources, one at a time. Each has to be caught, or the
 * rules of the simulation have no teeth. A patch whose text is no longer in its
 * file stops the build: look at what became of the code, and break that.
 */
import type { Patch } from './bundle.ts'

export type Mutant = { readonly name: string; readonly patches: readonly Patch[] }

/** Limits that a history of a minute would never reach, made small. Every build has these. */
export const scale: readonly Patch[] = [
  { file: 'src/wire/push.ts', find: 'MAX_PUSH_ENTRIES = 256', replace: 'MAX_PUSH_ENTRIES = 5' },
  {
    file: 'src/server/sync/read-changes.ts',
    find: 'DOORS_PER_REPLY = 4000',
    replace: 'DOORS_PER_REPLY = 8',
  },
]

const ASK = 'src/device/sync/ask.ts'
const COPIES = 'src/device/copies.ts'
const JOURNAL = 'src/device/journal.ts'
const LOOP = 'src/device/sync/sync-loop.ts'
const PUSH_ALL = 'src/device/sync/push-all.ts'
const RECEIVE = 'src/server/receive/receive-push.ts'
/** The one place that is not the product's own: `tests/device/phone-store-contract.ts` holds the real store to it. */
const STORE = 'tests/tools/memory-store.ts'

const mutant = (name: string, ...patches: Patch[]): Mutant => ({ name, patches })
const at = (file: string, find: string, replace: string): Patch => ({ file, find, replace })

const heldBy = (kept: string) =>
  `${kept}.map(({ entry }) => ({ id: entry.id, hash: entry.hash, state: 'held', received: 1 }))`
const APPLY = 'store.applyPush(petition, reply, clock.now())'
const ASKS = '    const reply = await tryAsk(parts, PushReply, (nonce) => ({\n'

/** The first fourteen have the names of the model from which this simulation grew. */
export const mutants: readonly Mutant[] = [
  mutant(
    'shift-before-send',
    at(PUSH_ALL, ASKS, `    await store.applyReceipts(petition, ${heldBy('kept')})\n${ASKS}`),
  ),
  mutant(
    'ack-before-commit',
    at(
      COPIES,
      '      await Promise.all(well.map((place) => tries.get(place)))\n',
      '      void [well, tries]\n',
    ),
    at(
      COPIES,
      '      if (isNowhere()) await Promise.all(tries.values())\n      if (isNowhere()) throw',
      '      if (places.length === 0 && isNowhere()) throw',
    ),
  ),
  mutant(
    'ack-batch-on-200',
    at(PUSH_ALL, APPLY, `store.applyPush(petition, { ...reply, receipts: ${heldBy('kept')} }, clock.now())`),
  ),
  mutant(
    'clear-outbox-on-200',
    at(
      PUSH_ALL,
      APPLY,
      `store.unsent(petition, 1e6).then((all) => store.applyPush(petition, { ...reply, receipts: ${heldBy('all')} }, clock.now()))`,
    ),
  ),
  mutant(
    'any-200-is-ok',
    at(
      ASK,
      "  if (!parsed.success || parsed.data.nonce !== nonce) throw new PassEnd({ kind: 'offline' })\n",
      "  if (schema === PushReply && !parsed.success) return 'taken' as 'broke'\n  if (!parsed.success || parsed.data.nonce !== nonce) throw new PassEnd({ kind: 'offline' })\n",
    ),
    at(ASK, 'import type { PushReply }', 'import { PushReply }'),
    at(
      PUSH_ALL,
      "    if (reply === 'broke') return kept\n",
      `    if (String(reply) === 'taken') {\n      await store.applyReceipts(petition, ${heldBy('kept')})\n      return []\n    }\n    if (reply === 'broke') return kept\n`,
    ),
  ),
  mutant(
    'drop-on-4xx',
    at(
      PUSH_ALL,
      '    })).catch((error) => {\n',
      "    })).catch(async (error) => {\n      if (error.outcome?.kind === 'signed-out') await store.applyReceipts(petition, kept.map(({ entry }) => ({ id: entry.id, hash: entry.hash, state: 'refused', reason: 'other' })))\n",
    ),
  ),
  mutant(
    'gives-up-after-5',
    at(
      PUSH_ALL,
      'const unsent = await store.unsent(petition, MAX_PUSH_ENTRIES + 1, without)',
      `const tries = ((globalThis as { tries?: Map<string, number> }).tries ??= new Map<string, number>())
    const unsent = (await store.unsent(petition, MAX_PUSH_ENTRIES + 1, without)).filter(({ id }) => {
      tries.set(id, (tries.get(id) ?? 0) + 1)
      return (tries.get(id) ?? 0) <= 5
    })`,
    ),
  ),
  mutant(
    'batch-fails-whole',
    at(
      RECEIVE,
      '  return server.store.transact(async (trx) => {\n    const taking',
      "  if (examined.some(({ verdict }) => verdict === 'refused')) throw new Error('one of them is refused')\n  return server.store.transact(async (trx) => {\n    const taking",
    ),
  ),
  mutant(
    'server-not-idempotent',
    at(
      'src/server/receive/write-entries.ts',
      "  return { verdict: 'held', received: sameId.received, isNew: false }",
      "  return { verdict: 'refused', reason: 'same-id-other-content' }",
    ),
  ),
  mutant(
    'key-before-effect',
    at(
      RECEIVE,
      'const examined = await examineAll(push.entries, context)',
      `const seen = ((globalThis as { seen?: Set<string> }).seen ??= new Set<string>())
  const given = push.entries as { id: string; hash: Receipt['hash'] }[]
  const known = given.filter(({ id }) => seen.has(id))
  const examined = await examineAll(given.filter(({ id }) => !seen.has(id)), context)
  for (const { id } of given) seen.add(id)`,
    ),
    at(
      RECEIVE,
      'return { receipts, batchCode, tallies',
      "receipts.push(...known.map(({ id, hash }) => ({ id, hash, state: 'held' as const, received: 1 })))\n    return { receipts, batchCode, tallies",
    ),
  ),
  mutant(
    'seq-at-begin',
    at(
      RECEIVE,
      '  return server.store.transact(async (trx) => {\n    const taking = { ',
      '  const early = await server.store.transact((trx) => takeNumber(trx, context.petition))\n  return server.store.transact(async (trx) => {\n    const taking = { early, ',
    ),
    at(
      RECEIVE,
      'import { takeIn }',
      "import { takeNumber } from '../store/take-number.ts'\nimport { takeIn }",
    ),
    at(
      'src/server/receive/take-in.ts',
      'const number = await takeNumber(trx, context.petition)',
      'const number = (taking as { early?: number }).early ?? (await takeNumber(trx, context.petition))',
    ),
  ),
  mutant(
    'no-epoch',
    at(
      'src/server/sync/epoch.ts',
      "  await trx.deleteFrom('server').where('key', '=', 'epoch').execute()\n",
      '  if (trx) return\n',
    ),
  ),
  mutant(
    'purge-on-ack',
    at(
      STORE,
      "      received: 'received' in receipt ? receipt.received : kept.received,\n    })\n",
      "      received: 'received' in receipt ? receipt.received : kept.received,\n    })\n    if (receipt.state === 'held') entries.set(kept.id, withoutSeal(entries.get(kept.id) ?? kept))\n",
    ),
  ),
  mutant('no-journal', at(COPIES, '  const places = files\n', '  const places = files === undefined\n')),

  mutant('nonce-ignored', at(ASK, '!parsed.success || parsed.data.nonce !== nonce', '!parsed.success')),
  mutant(
    'stale-epoch-applied',
    at(PUSH_ALL, '    if (reply.epoch !== talk.epoch) throw', '    if (reply.epoch === undefined) throw'),
    at(STORE, '      if (tables.epoch !== reply.epoch) return\n', ''),
  ),
  mutant(
    'mark-of-another-epoch',
    at(
      STORE,
      'if (tables.epoch !== undefined && tables.epoch !== epoch) sendAgain(petition)',
      'const isRestored = tables.epoch !== undefined && tables.epoch !== epoch',
    ),
    at(
      STORE,
      '      if (tables.row) tables.row = { ...tables.row, clockOffsetMs }',
      '      if (isRestored) sendAgain(petition)\n      if (tables.row) tables.row = { ...tables.row, clockOffsetMs }',
    ),
  ),
  mutant(
    'mark-before-backup',
    at(
      'src/server/routes/sync-routes.ts',
      '      durableMark,\n      state',
      '      durableMark: durableMark + 1000,\n      state',
    ),
  ),
  mutant(
    'number-used-up',
    at(
      JOURNAL,
      '      if (error instanceof NotSaved) doubts.add(sealed.id)\n',
      '      if (error instanceof NotSaved) doubts.add(sealed.id)\n      lastSeq = sealed.seq\n',
    ),
  ),
  mutant(
    'doubt-forgotten',
    at(JOURNAL, '      if (error instanceof NotSaved) doubts.add(sealed.id)\n', '      void NotSaved\n'),
  ),
  mutant(
    'salvage-counted-unseen',
    at(
      'src/server/receive/examine-entry.ts',
      "  if (!device.isLive) return aside('deferred', 'device-revoked')\n",
      '',
    ),
  ),
  mutant(
    'cursor-before-rows',
    at(
      'src/device/sync/pull-all.ts',
      '    const isKept = await store.applyPull(petition, reply, clock.now())\n',
      '    await store.applyPull(petition, { ...reply, reset: false, streets: [], doors: [], goneStreets: [], goneDoors: [] }, clock.now())\n    const isKept = await store.applyPull(petition, reply, clock.now())\n',
    ),
  ),
  mutant('waits-for-the-lock', at(LOOP, 'lockedOut < LOCKED_RETRIES ?', 'lockedOut < Infinity ?')),
  mutant(
    'gives-up-offline',
    at(
      LOOP,
      "if (outcome.kind === 'offline' || outcome.kind === 'server-down') {",
      "if (outcome.kind === 'server-down') {",
    ),
  ),
  mutant(
    'lost-in-silence',
    at(
      'src/device/storage-watch.ts',
      "      happened(loss.lost === 'files' ? 'files-lost' : 'database-lost', loss.broughtBack)\n",
      '',
    ),
  ),
  mutant(
    'tally-left-behind',
    at(
      'src/server/receive/place-newcomers.ts',
      '  await addReceived(trx, context.petition, await storeSignatures',
      '  void addReceived\n  void (await storeSignatures',
    ),
  ),
  mutant(
    'order-by-device-clock',
    at('src/server/receive/mark-door.ts', "    .orderBy('received')\n", "    .orderBy('madeAt')\n"),
  ),
]
