import type { Caller } from './caller.ts'
import type { Trx } from './store/open-store.ts'
import { takeNumber } from './store/take-number.ts'

/** Closed list, so that the trail can be read by programs too. */
export type AuditAction =
  | 'petition-created'
  | 'settings-saved'
  | 'wording-fixed'
  | 'translation-saved'
  | 'translation-approved'
  | 'translation-taken-back'
  | 'recording-saved'
  | 'recording-removed'
  | 'recovery-kit-made'
  | 'recovery-kit-tested'
  | 'petition-opened'
  | 'petition-closed'
  | 'petition-restored'
  | 'streets-added'
  | 'street-renamed'
  | 'street-deleted'
  | 'door-deleted'
  | 'door-note-cleared'
  | 'street-assigned'
  | 'street-taken-back'
  | 'member-invited'
  | 'member-revoked'
  | 'device-joined'
  | 'device-revoked'
  | 'backup-file-imported'
  | 'batch-received'
  | 'batch-accepted'
  | 'batch-undone'
  | 'batch-seen'
  | 'import-started'
  | 'import-finished'
  | 'match-decided'
  | 'match-undone'
  | 'matches-seen'
  | 'late-decided'
  | 'refused-seen'
  | 'refused-taken-in'
  | 'refused-left-out'
  | 'refused-reopened'
  | 'roll-seen'
  | 'roll-exported'
  | 'signatures-seen'

type AuditEntry = {
  readonly action: AuditAction
  readonly subject?: string | undefined
  readonly count?: number | undefined
}

/** Adds to the trail of who saw, exported, changed and decided, in the transaction of what it tells of. Ids only. */
export async function writeAudit(
  trx: Trx,
  at: number,
  caller: Pick<Caller, 'petition'> & { readonly member?: Caller['member'] | undefined },
  { action, subject, count }: AuditEntry,
): Promise<void> {
  await trx
    .insertInto('audit')
    .values({
      petition: caller.petition,
      seq: await takeNumber(trx, caller.petition),
      at,
      member: caller.member ?? null,
      action,
      subject: subject ?? null,
      count: count ?? null,
    })
    .execute()
}
