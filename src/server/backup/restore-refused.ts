import type { Loss } from './backup-loss.ts'

/** Why a backup is not restored as it was asked; the command says it in words. */
export class RestoreRefused extends Error {
  override readonly name = 'RestoreRefused'
  readonly reason: RefusedRestore

  constructor(reason: RefusedRestore) {
    super(`not restored: ${reason.kind}`)
    this.reason = reason
  }
}

export type RefusedRestore =
  | { readonly kind: 'no-file' | 'no-keys' | 'damaged' | 'newer-version' | 'server-runs' | 'target-taken' }
  | { readonly kind: 'loss'; readonly loss: Exclude<Loss, { kind: 'none' }>; readonly madeAt: string }
  | { readonly kind: 'locked'; readonly petitions: readonly string[]; readonly nothingOpens: boolean }
