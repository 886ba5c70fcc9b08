export type PassOutcome =
  | { readonly kind: 'done' }
  /** There is more to send; this pass ends so that another tab can have its turn. */
  | { readonly kind: 'more' }
  /** Nobody answers, or somebody who is not our server. */
  | { readonly kind: 'offline' }
  | { readonly kind: 'server-down'; readonly retryAfterMs?: number | undefined }
  /** The session has ended or was taken back: what is unsent stays until somebody signs in again. */
  | { readonly kind: 'signed-out' }
  /** The access was taken back, and what was unsent is with the organisers now, who will look at it (S8). */
  | { readonly kind: 'handed-over' }
  | { readonly kind: 'app-too-old' }

/** Thrown inside a pass to end it; never leaves this folder. */
export class PassEnd extends Error {
  readonly outcome: PassOutcome
  constructor(outcome: PassOutcome) {
    super(outcome.kind)
    this.outcome = outcome
  }
}
