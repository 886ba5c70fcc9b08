import { compare, type Reason } from './compare.ts'
import type { NormalisedSignature } from './normalise.ts'

/** A signature that shares a blocking key with the newcomer. Several may carry the id of one signatory. */
export type Candidate<Id extends string> = {
  readonly id: Id
  readonly signature: NormalisedSignature
  readonly gatheredTogether: boolean
}

export type ProposedMatch<Id extends string> = {
  readonly id: Id
  readonly verdict: 'same' | 'review'
  readonly reasons: Reason[]
}

export type Proposal<Id extends string> = {
  readonly verdict: 'new' | 'already-on-roll' | 'to-decide'
  /** One for each id, the surer first. */
  readonly matches: ProposedMatch<Id>[]
}

/**
 * What accepting a newcomer would make of it; a person decides, and may undo it
 * (M1). Somebody who could be either of two people on the roll is never linked
 * to one of them by chance.
 */
export function propose<Id extends string>(
  newcomer: NormalisedSignature,
  candidates: Iterable<Candidate<Id>>,
): Proposal<Id> {
  const best = new Map<Id, ProposedMatch<Id>>()
  for (const { id, signature, gatheredTogether } of candidates) {
    const { verdict, reasons } = compare(newcomer, signature, { gatheredTogether })
    if (verdict === 'apart') continue
    const match = { id, verdict, reasons }
    const before = best.get(id)
    if (!before || byCertainty(match, before) < 0) best.set(id, match)
  }

  const matches = [...best.values()].sort(byCertainty)
  if (matches.length === 0) return { verdict: 'new', matches }
  const certain = matches.filter(({ verdict }) => verdict === 'same').length
  return { verdict: certain === 1 ? 'already-on-roll' : 'to-decide', matches }
}

/** A total order, so that the order of the candidates never shows. */
function byCertainty<Id extends string>(a: ProposedMatch<Id>, b: ProposedMatch<Id>): number {
  if (a.verdict !== b.verdict) return a.verdict === 'same' ? -1 : 1
  const [keyA, keyB] = [a, b].map(({ id, reasons }) => `${id} ${reasons.join(' ')}`)
  return keyA === keyB ? 0 : (keyA ?? '') < (keyB ?? '') ? -1 : 1
}
