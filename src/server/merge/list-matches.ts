import * as z from 'zod/mini'
import type { Match } from '#wire/matches.ts'
import { writeAudit } from '../audit.ts'
import type { Caller } from '../caller.ts'
import { currentKeys } from '../keys/petition-keys.ts'
import { memberNames } from '../members/member-names.ts'
import { signatureRecords, signatureRow, streetNamesOf } from '../roll/signature-rows.ts'
import type { Server } from '../server.ts'

const SHOWN = 50
const states = { open: ['open'], decided: ['same', 'different'] } as const

/** Those to decide in the order in which they came, or those decided, the last decision first. */
export async function listMatches(
  server: Server,
  caller: Caller,
  shown: keyof typeof states,
): Promise<{ matches: Match[]; open: number; decided: number }> {
  const { petition } = caller
  const { db } = server.store
  const keys = await currentKeys(server, petition)
  let query = db
    .selectFrom('matches')
    .innerJoin('signatures', (join) =>
      join.onRef('signatures.petition', '=', 'matches.petition').onRef('signatures.id', '=', 'matches.a'),
    )
    .select([
      'matches.a',
      'matches.b',
      'matches.reasons',
      'matches.state',
      'matches.decidedBy',
      'matches.decidedAt',
    ])
    .where('matches.petition', '=', petition)
    .where('matches.state', 'in', states[shown])
  query = shown === 'decided' ? query.orderBy('matches.decidedAt', 'desc') : query
  const rows = await query
    .orderBy('signatures.received')
    .orderBy('matches.a')
    .orderBy('matches.b')
    .limit(SHOWN)
    .execute()

  const records = await signatureRecords(db, petition, [...new Set(rows.flatMap(({ a, b }) => [a, b]))])
  const streetNames = await streetNamesOf(db, petition)
  const names = await memberNames(server, petition)
  const row = (id: string) => {
    const record = records.get(id)
    if (record === undefined) throw new Error('a match is between signatures')
    return signatureRow(keys, streetNames, record)
  }
  const matches = rows.map(({ a, b, reasons, state, decidedBy, decidedAt }) => ({
    a: row(a),
    b: row(b),
    reasons: z.array(z.string()).parse(JSON.parse(reasons)),
    decision: decisionOf(state, names.get(decidedBy ?? '') ?? '', decidedAt),
  }))
  await server.store.transact((trx) =>
    writeAudit(trx, server.now(), caller, { action: 'matches-seen', count: matches.length }),
  )
  return {
    matches,
    open: await countMatches(server, petition, 'open'),
    decided: await countMatches(server, petition, 'decided'),
  }
}

function decisionOf(state: string, by: string, at: number | null): Match['decision'] {
  if (state !== 'same' && state !== 'different') return null
  return { verdict: state, by, at: new Date(at ?? 0).toISOString() }
}

export async function countMatches(
  server: Server,
  petition: string,
  counted: keyof typeof states,
): Promise<number> {
  const { matches } = await server.store.db
    .selectFrom('matches')
    .select(({ fn }) => fn.countAll().as('matches'))
    .where('petition', '=', petition)
    .where('state', 'in', states[counted])
    .executeTakeFirstOrThrow()
  return Number(matches)
}
