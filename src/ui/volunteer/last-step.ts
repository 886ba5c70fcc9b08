/**
 * What the volunteer did last, so that it can be taken back. What a resident
 * gave is here, in memory only, until the next door and for ten minutes at most.
 */
import { create } from 'zustand'
import type { DoorRow } from '#device/database.ts'
import type { Knocked } from '#device/phone.ts'
import type { EntryId } from '#domain/ids.ts'
import type { Outcome } from '#domain/outcome.ts'
import type { Method, Personal } from '#domain/personal.ts'

const KEPT_MS = 10 * 60 * 1000

export type KnockedDoor = {
  /** As it was before the knock. */
  readonly door: DoorRow
  readonly knocked: Knocked
  /** When they were to be called on again, as far as it was known before. */
  readonly callBack: number | undefined
}

export type KnockStep = {
  readonly kind: 'knock'
  readonly outcome: Outcome
  /** One, or several that were given their outcome together. */
  readonly doors: readonly KnockedDoor[]
}

export type SignatureStep = {
  readonly kind: 'signature'
  readonly entry: EntryId
  /** As it was before the signature. */
  readonly door: DoorRow
  readonly method: Method
  readonly personal: Personal
}

type LastStep = { readonly step: KnockStep | SignatureStep | undefined }

export const useLastStep = create<LastStep>(() => ({ step: undefined }))

let timer: ReturnType<typeof setTimeout> | undefined

export function rememberStep(step: KnockStep | SignatureStep): void {
  clearTimeout(timer)
  timer = setTimeout(forgetStep, KEPT_MS)
  useLastStep.setState({ step })
}

export function forgetStep(): void {
  clearTimeout(timer)
  useLastStep.setState({ step: undefined })
}

/** A resident's answers go no further than their own door. */
export function forgetSignatureElsewhere(door: DoorRow['id']): void {
  const { step } = useLastStep.getState()
  if (step?.kind === 'signature' && step.door.id !== door) forgetStep()
}
