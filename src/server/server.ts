import type { Logger } from 'pino'
import type { BackupPlan } from './backup/backup-plan.ts'
import type { RunKey } from './receive/run-keys.ts'
import type { Store } from './store/open-store.ts'

/** What every route needs; effects come in from the composition root. */
export type Server = {
  readonly store: Store
  /** 32 bytes that wrap the keys of every petition. */
  readonly masterKey: Uint8Array
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Cryptographic randomness; seeded in the demo. */
  readonly randomBytes: (length: number) => Uint8Array
  /** How the key of a device's run is agreed: `receive/run-keys.ts`, except in a simulation. */
  readonly runKey: RunKey
  /** Where phones reach this server: "https://petition.example.org", without a slash at the end. */
  readonly publicUrl: string
  readonly backups: BackupPlan
  readonly log: Logger
}
