import type { NormalisedSignature } from './normalise.ts'

/** Keys of messages: what speaks for one person, and what against. */
export type Reason =
  | 'same-name'
  | 'other-name'
  | 'same-email'
  | 'other-email'
  | 'same-postcode'
  | 'other-postcode'
  | 'postcode-unknown'
  | 'same-house'
  | 'other-house'
  | 'house-unknown'
  | 'gathered-together'

/** `review`: a person has to look. `apart`: nothing suggests that the two are one. */
export type Verdict = 'same' | 'review' | 'apart'

export type Comparison = { readonly verdict: Verdict; readonly reasons: Reason[] }

export type Circumstances = {
  /** At the same door, by the same collector: two people stood there, who may be father and son (M1). */
  readonly gatheredTogether: boolean
}

/**
 * `same` needs one name, and one dwelling or one e-mail address; and nothing
 * that speaks against it. One e-mail address with two names may be a couple's.
 */
export function compare(
  a: NormalisedSignature,
  b: NormalisedSignature,
  { gatheredTogether }: Circumstances,
): Comparison {
  const name = a.name === b.name
  const email = sameness(a.email, b.email)
  const postcode = sameness(a.postcode, b.postcode)
  const house = sameHouse(a, b)

  const reasons: Reason[] = [name ? 'same-name' : 'other-name']
  if (email !== 'unknown') reasons.push(`${email}-email`)
  reasons.push(postcode === 'unknown' ? 'postcode-unknown' : `${postcode}-postcode`)
  reasons.push(house === 'unknown' ? 'house-unknown' : `${house}-house`)
  if (gatheredTogether) reasons.push('gathered-together')

  return { verdict: verdict(), reasons }

  function verdict(): Verdict {
    const isSuggested = email === 'same' || (name && (postcode === 'same' || house === 'same'))
    if (!isSuggested) return 'apart'
    const oneDwelling = postcode === 'same' && house === 'same' && email !== 'other'
    const oneMailbox = email === 'same' && postcode !== 'other'
    return name && (oneDwelling || oneMailbox) && !gatheredTogether ? 'same' : 'review'
  }
}

type Sameness = 'same' | 'other' | 'unknown'

function sameness(a: string | undefined, b: string | undefined): Sameness {
  if (a === undefined || b === undefined) return 'unknown'
  return a === b ? 'same' : 'other'
}

/** A number is the same house only within one postcode or one street. */
function sameHouse(a: NormalisedSignature, b: NormalisedSignature): Sameness {
  const number = sameness(a.house, b.house)
  if (number !== 'same' || sameness(a.postcode, b.postcode) === 'same') return number
  return sameness(a.street, b.street)
}
