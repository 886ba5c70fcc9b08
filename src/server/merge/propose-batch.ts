/**
 * What accepting a waiting batch would make of each of its signatures, in the
 * order of their arrival. Made again whenever the roll has moved; what people
 * decided is honoured and never overwritten (M1).
 */
import { setImmediate } from 'node:timers/promises'
import { type NormalisedSignature, normaliseSignature } from '#domain/linkage/normalise.ts'
import { openPersonal } from '../keys/personal-box.ts'
import type { PetitionKeys } from '../keys/petition-keys.ts'
import { inChunks } from '../store/in-chunks.ts'
import type { Trx } from '../store/open-store.ts'
import { byArrival } from './elect.ts'
import { findCandidates } from './find-candidates.ts'
import { judge, likeNobody, type Present, type Proposed } from './judge.ts'

const PAGE = 200

/** Makes the proposals of a waiting batch, unless it has those of today's roll. */
export async function refreshProposals(
  trx: Trx,
  keys: PetitionKeys,
  petition: string,
  batch: string,
): Promise<void> {
  const row = await trx
    .selectFrom('batches')
    .innerJoin('petitions', 'petitions.id', 'batches.petition')
    .select(['batches.state', 'batches.proposedAt', 'petitions.rollHead'])
    .where('batches.petition', '=', petition)
    .where('batches.id', '=', batch)
    .executeTakeFirst()
  if (row === undefined || row.state !== 'waiting' || row.proposedAt === row.rollHead) return

  await deleteProposals(trx, petition, batch)
  const run: Run = { trx, keys, petition, batch, joined: new Map(), pending: new Set() }
  for await (const page of pagesOf(run)) {
    await proposePage(run, page)
    // The embedded store never waits, so without this a large import would keep every other request out.
    await setImmediate()
  }
  await trx
    .updateTable('batches')
    .set({ proposedAt: row.rollHead })
    .where('petition', '=', petition)
    .where('id', '=', batch)
    .execute()
}

async function deleteProposals(trx: Trx, petition: string, batch: string): Promise<void> {
  await trx
    .deleteFrom('matches')
    .where('petition', '=', petition)
    .where('state', 'in', ['proposed', 'proposed-link'])
    .where('a', 'in', (ids) =>
      ids.selectFrom('signatures').select('id').where('petition', '=', petition).where('batch', '=', batch),
    )
    .execute()
}

type Run = {
  readonly trx: Trx
  readonly keys: PetitionKeys
  readonly petition: string
  readonly batch: string
  /** Earlier signatures of this batch that would join others, and which signatory: the rest are one each. */
  readonly joined: Map<string, string>
  /** Earlier signatures of this batch that would wait for a decision. */
  readonly pending: Set<string>
}

async function proposePage(run: Run, page: readonly Signature[]): Promise<void> {
  const { trx, petition, batch } = run
  const ids = page.map(({ id }) => id)
  const candidates = await findCandidates(trx, petition, batch, ids)
  const decisions = await decisionsAbout(trx, petition, ids)
  const others = await signaturesById(run, [
    ...[...candidates.values()].flatMap((found) => [...found]),
    ...decisions.flatMap(({ a, b }) => [a, b]),
  ])
  const formOf = formsOpenedWith(run.keys)

  const idsByProposal = new Map<Proposed, string[]>()
  const rows = []
  for (const newcomer of page) {
    const present = (id: string): Present[] => {
      const other = others.get(id)
      if (other === undefined || !isPresent(other, newcomer, batch)) return []
      const { joined, pending } = run
      return [
        {
          id,
          signatory: other.batch === batch ? (joined.get(id) ?? id) : (other.signatory ?? id),
          isPending: other.batch === batch ? pending.has(id) : other.standing === 'to-decide',
          form: formOf(other),
          gatheredTogether:
            other.door !== null && other.door === newcomer.door && other.collector === newcomer.collector,
        },
      ]
    }
    const partners = (...states: readonly string[]) =>
      decisions
        .filter(({ a, b, state }) => (a === newcomer.id || b === newcomer.id) && states.includes(state))
        .flatMap(({ a, b }) => present(a === newcomer.id ? b : a))

    const found = [...(candidates.get(newcomer.id) ?? [])].flatMap(present)
    const decided = {
      bound: partners('same', 'linked'),
      // An open question of the other's about the newcomer is not asked a second time.
      apart: new Set(partners('different', 'open').map(({ signatory }) => signatory)),
    }
    // Most newcomers are like nobody, and then are not even opened.
    const isAlone = found.length === 0 && decided.bound.length === 0
    const { proposal, joins, matches } = isAlone ? likeNobody : judge(formOf(newcomer), found, decided)
    if (joins !== undefined) run.joined.set(newcomer.id, joins.signatory)
    if (proposal === 'to-decide') run.pending.add(newcomer.id)
    idsByProposal.set(proposal, [...(idsByProposal.get(proposal) ?? []), newcomer.id])
    for (const { b, isSure, reasons } of matches) {
      rows.push({
        petition,
        a: newcomer.id,
        b,
        reasons: JSON.stringify(reasons),
        state: isSure ? 'proposed-link' : 'proposed',
        decidedBy: null,
        decidedAt: null,
      })
    }
  }

  for (const [proposal, chosen] of idsByProposal) {
    await trx
      .updateTable('signatures')
      .set({ proposal })
      .where('petition', '=', petition)
      .where('id', 'in', chosen)
      .execute()
  }
  for (const chunk of inChunks(rows)) await trx.insertInto('matches').values(chunk).execute()
}

/** Of the own batch those that came earlier, of others those whose batch was accepted. */
const isPresent = (other: Signature, newcomer: Signature, batch: string) =>
  other.batch === batch
    ? other.standing === 'waiting' && byArrival(other, newcomer) < 0
    : !['waiting', 'late', 'withdrawn'].includes(other.standing)

function formsOpenedWith(keys: PetitionKeys) {
  const forms = new Map<string, NormalisedSignature>()
  return ({ id, personalSealed }: Signature): NormalisedSignature => {
    const form = forms.get(id) ?? normaliseSignature(openPersonal(keys, id, personalSealed))
    forms.set(id, form)
    return form
  }
}

const columns = [
  'id',
  'batch',
  'received',
  'standing',
  'signatory',
  'collector',
  'door',
  'personalSealed',
] as const

type Signature = {
  readonly id: string
  readonly batch: string
  readonly received: number
  readonly standing: string
  readonly signatory: string | null
  readonly collector: string | null
  readonly door: string | null
  readonly personalSealed: string
}

/** The waiting signatures of the batch in the order of their arrival. */
async function* pagesOf({ trx, petition, batch }: Run): AsyncGenerator<Signature[]> {
  let last: Signature | undefined
  do {
    const after = last
    let query = trx
      .selectFrom('signatures')
      .select(columns)
      .where('petition', '=', petition)
      .where('batch', '=', batch)
      .where('standing', '=', 'waiting')
    if (after !== undefined) {
      // The first condition is for the index, so that a page does not read those before it again.
      query = query
        .where('received', '>=', after.received)
        .where(({ or, eb }) => or([eb('received', '>', after.received), eb('id', '>', after.id)]))
    }
    const page = await query.orderBy('received').orderBy('id').limit(PAGE).execute()
    if (page.length > 0) yield page
    last = page.length < PAGE ? undefined : page.at(-1)
  } while (last !== undefined)
}

async function signaturesById(
  { trx, petition }: Run,
  ids: readonly string[],
): Promise<Map<string, Signature>> {
  const found = new Map<string, Signature>()
  for (const chunk of inChunks([...new Set(ids)])) {
    const rows = await trx
      .selectFrom('signatures')
      .select(columns)
      .where('petition', '=', petition)
      .where('id', 'in', chunk)
      .execute()
    for (const row of rows) found.set(row.id, row)
  }
  return found
}

type Decision = { readonly a: string; readonly b: string; readonly state: string }

/** What is decided, linked or asked between the newcomers and anybody. */
async function decisionsAbout(trx: Trx, petition: string, ids: readonly string[]): Promise<Decision[]> {
  const decisions: Decision[] = []
  for (const end of ['a', 'b'] as const) {
    const rows = await trx
      .selectFrom('matches')
      .select(['a', 'b', 'state'])
      .where('petition', '=', petition)
      .where(end, 'in', ids)
      .where('state', 'in', ['same', 'different', 'linked', 'open'])
      .execute()
    decisions.push(...rows)
  }
  return decisions
}
