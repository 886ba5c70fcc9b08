import type { Kysely } from 'kysely'
import type { ReplyOf } from '#wire/endpoint.ts'
import type { RollCount, readRoll as readRollEndpoint } from '#wire/roll.ts'
import { writeAudit } from '../audit.ts'
import type { Caller } from '../caller.ts'
import { currentKeys } from '../keys/petition-keys.ts'
import type { Server } from '../server.ts'
import type { Database } from '../store/schema.ts'
import { signatureColumns, signatureRow, streetNamesOf } from './signature-rows.ts'

const PAGE = 100

/** The signatories by the signature that counts for each, in the order of arrival. Pages count from 1. */
export async function readRoll(
  server: Server,
  caller: Caller,
  page: number,
): Promise<ReplyOf<typeof readRollEndpoint>> {
  const { petition } = caller
  const { db } = server.store
  const keys = await currentKeys(server, petition)
  const records = await db
    .selectFrom('signatures')
    .select(signatureColumns)
    .where('petition', '=', petition)
    .where('standing', '=', 'counted')
    .orderBy('received')
    .orderBy('id')
    .offset((page - 1) * PAGE)
    .limit(PAGE)
    .execute()
  const streetNames = await streetNamesOf(db, petition)
  const signatories = records.map((record) => signatureRow(keys, streetNames, record))
  const count = await rollCount(db, petition)
  await server.store.transact((trx) =>
    writeAudit(trx, server.now(), caller, { action: 'roll-seen', count: signatories.length }),
  )
  return { count, signatories, pages: Math.max(1, Math.ceil(count.counted / PAGE)) }
}

/** H1: every signature that was collected is in one of these, and those that don't count are named by why. */
export async function rollCount(db: Kysely<Database>, petition: string): Promise<RollCount> {
  const rows = await db
    .selectFrom('signatures')
    .select(({ fn }) => ['standing', fn.countAll().as('signatures')])
    .where('petition', '=', petition)
    .groupBy('standing')
    .execute()
  const byStanding = new Map(rows.map(({ standing, signatures }) => [standing, Number(signatures)]))
  const of = (standing: string) => byStanding.get(standing) ?? 0
  const received = [...byStanding.values()].reduce((sum, each) => sum + each, 0)
  const refused = await countRefused(db, petition)
  return {
    collected: received + refused,
    refused,
    received,
    waiting: of('waiting'),
    toDecide: of('to-decide'),
    alsoElsewhere: of('also-elsewhere'),
    late: of('late'),
    withdrawn: of('withdrawn'),
    counted: of('counted'),
  }
}

/** Signatures only, each once: refused, deferred or left out, and not taken in after all. */
async function countRefused(db: Kysely<Database>, petition: string): Promise<number> {
  const { entries } = await db
    .selectFrom('refused')
    .select(({ fn }) => fn.countAll().as('entries'))
    .where('petition', '=', petition)
    .where('kind', '=', 'sign')
    .where((each) => each.or([each('resolution', 'is', null), each('resolution', '!=', 'taken-in')]))
    .executeTakeFirstOrThrow()
  return Number(entries)
}
