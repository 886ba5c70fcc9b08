/** What one newcomer would be, given those it may be the same as and what people decided about it. Pure. */
import { compare, type Reason } from '#domain/linkage/compare.ts'
import type { NormalisedSignature } from '#domain/linkage/normalise.ts'
import { propose } from '#domain/linkage/propose.ts'

export type Proposed = 'new' | 'already-on-roll' | 'to-decide'

/** Somebody who is there already: on the roll, to decide, or earlier in the same batch. */
export type Present = {
  readonly id: string
  readonly signatory: string
  /** Waits for a decision itself, so that whoever joins it waits too. */
  readonly isPending: boolean
  readonly form: NormalisedSignature
  readonly gatheredTogether: boolean
}

export type Judgement = {
  readonly proposal: Proposed
  /** Whom the newcomer would join; undefined for a signatory of its own. */
  readonly joins: Present | undefined
  readonly matches: readonly { readonly b: string; readonly isSure: boolean; readonly reasons: Reason[] }[]
}

export const likeNobody: Judgement = { proposal: 'new', joins: undefined, matches: [] }

export function judge(
  newcomer: NormalisedSignature,
  candidates: readonly Present[],
  /** `bound`: decided to be the same person. `apart`: signatories that it is not, or that are to be decided elsewhere. */
  decided: { readonly bound: readonly Present[]; readonly apart: ReadonlySet<string> },
): Judgement {
  if (decided.bound.length > 0) {
    const settled = decided.bound.find(({ isPending }) => !isPending)
    return {
      proposal: settled === undefined ? 'to-decide' : 'already-on-roll',
      joins: settled ?? decided.bound[0],
      matches: [],
    }
  }

  const open = candidates.filter(({ signatory }) => !decided.apart.has(signatory))
  const { verdict, matches } = propose(
    newcomer,
    open.map(({ signatory, form, gatheredTogether }) => ({
      id: signatory,
      signature: form,
      gatheredTogether,
    })),
  )
  const found = matches.map(({ id, verdict: sureness, reasons }) => ({
    present: bearerOf(newcomer, open, id, reasons),
    isSure: verdict === 'already-on-roll' && sureness === 'same',
    reasons,
  }))
  const sure = found.find(({ isSure }) => isSure)
  const kept = sure === undefined ? found : [sure]
  return {
    proposal: sure?.present.isPending ? 'to-decide' : verdict,
    joins: sure?.present,
    matches: kept.map(({ present, isSure, reasons }) => ({ b: present.id, isSure, reasons })),
  }
}

/** The signature of that signatory which gave those reasons. */
function bearerOf(
  newcomer: NormalisedSignature,
  candidates: readonly Present[],
  signatory: string,
  reasons: readonly Reason[],
): Present {
  const bearer = candidates.find(
    (each) =>
      each.signatory === signatory && compare(newcomer, each.form, each).reasons.join() === reasons.join(),
  )
  if (bearer === undefined) throw new Error('every proposed match comes from a candidate')
  return bearer
}
