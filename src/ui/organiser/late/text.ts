import type { Lateness } from '#domain/lateness.ts'
import type { LateDecision } from '#wire/late.ts'
import { countText } from '../../shared/value-text.ts'

const MINUTE_MS = 60_000

export const lateText = {
  title: 'After the deadline',
  lead: 'Signatures that arrived when the petition had stopped taking them, because a phone had no signal. You decide once for all of them.',
  back: 'Batches',
  deadline: (when: string) => `The petition stops taking signatures: ${when}.`,
  noDeadline: 'This petition has no deadline yet.',
  empty: 'Nothing arrived after the deadline',
  emptyHelp: 'When a phone sends late, what it brings is kept apart here.',
  signedInTime: (n: number) =>
    `${countText(n, 'signature was', 'signatures were')} made before the deadline, by the phone’s clock.`,
  signedLate: (n: number) =>
    `${countText(n, 'signature was', 'signatures were')} made after the deadline. ${n === 1 ? 'It is' : 'They are'} never let in.`,
  clocks: 'A phone’s clock can be wrong. Where we could compare it with ours, its error has been taken off.',
  decisions: {
    'let-in': 'They are let in: those made before the deadline wait as batches for you to accept.',
    'leave-out': 'They are left out, and the count statement says so.',
  } satisfies Record<LateDecision, string>,
  undecided: 'Nobody has decided yet. Until then they do not count.',
  decidedAt: (when: string) => `Decided ${when}. It holds for those that arrive later, too.`,
  letIn: 'Let in those made in time',
  leaveOut: 'Leave them all out',
  takeBack: 'Undo the decision',
  said: 'Done.',
  conflict: 'A batch that was let in has been accepted. Undo that batch first.',
  caption: 'Signatures after the deadline, the newest first',
  from: 'From',
  street: 'Street',
  signedAt: 'Signed (phone’s clock)',
  receivedAt: 'Arrived',
  clock: 'Phone’s clock',
  standing: 'Made',
  lateness: {
    'in-time': 'in time',
    late: 'before the deadline',
    'signed-late': 'after the deadline',
  } satisfies Record<Lateness, string>,
  none: '–',
  offset: (ms: number | null) => {
    if (ms === null) return 'not compared'
    const minutes = Math.round(Math.abs(ms) / MINUTE_MS)
    if (minutes === 0) return 'right'
    return `${countText(minutes, 'minute', 'minutes')} ${ms > 0 ? 'fast' : 'slow'}`
  },
}
