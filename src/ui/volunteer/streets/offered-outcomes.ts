import type { PetitionRow } from '#device/database.ts'
import { OptionalOutcome, type Outcome } from '#domain/outcome.ts'

/** Those of the given that the petition offers. What was pulled before petitions could choose offers all. */
export function offeredOf<Given extends Outcome>(
  outcomes: readonly Given[],
  { outcomes: chosen = OptionalOutcome.options }: Pick<PetitionRow, 'outcomes'>,
): Given[] {
  const isIn = (some: readonly Outcome[], one: Outcome) => some.includes(one)
  return outcomes.filter((each) => isIn(chosen, each) || !isIn(OptionalOutcome.options, each))
}
