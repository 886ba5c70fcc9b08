import type { Role } from '#domain/permission.ts'
import type { DeferralReason, RefusalReason } from '#domain/receipt.ts'
import { counted, doorsText, durationText, roleTexts } from '../text.ts'

export const sessionText = {
  title: 'My session',
  who: (name: string, role: Role) => `You are ${name}, ${roleTexts[role].toLowerCase()}.`,
  signed: 'Signatures you gathered',
  setAside: (refused: number, deferred: number) =>
    [
      ...(refused > 0 ? [`${counted(refused, 'entry was', 'entries were')} not accepted.`] : []),
      ...(deferred > 0 ? [`${counted(deferred, 'entry waits', 'entries wait')} on the server.`] : []),
    ].join(' '),
  setAsideLook: 'See why',
  unsent: 'Still to send',
  unsentWords: (n: number) =>
    n === 0
      ? 'Nothing is left to send.'
      : `${counted(n, 'entry is', 'entries are')} still on this phone only. Open the app on Wi-Fi before you delete anything.`,
  walk: 'For the walk',
  more: 'For this phone',
  leave: 'Leave this petition on this phone',
  leaveWords: 'The streets go from this phone. What you gathered stays with the organisers.',
  leaveTitle: 'Leave this petition?',
  leaveConfirm: 'Leave',
  leaveRefused: (n: number) =>
    `${counted(n, 'entry is', 'entries are')} not sent yet, and would be lost. Send first, or save a backup file and give it to your organiser.`,
  leaveWithFile: 'The file has everything that is not sent. When your organiser has it, you can leave.',
  leaveWithFileAsk: (n: number) =>
    `${counted(n, 'entry goes', 'entries go')} from this phone for good. Only the backup file has ${n === 1 ? 'it' : 'them'} then. Has your organiser got the file?`,
  leaveFailed: 'That did not work. Try again.',
} as const

export const todayText = {
  title: 'Today',
  out: (doors: number, from: string, ms: number) =>
    ms < 60_000
      ? `${doorsText(doors)}, at ${from}.`
      : `${doorsText(doors)} since ${from}, in ${durationText(ms)}.`,
  backBy: (time: string) => `Back by ${time}`,
  callBacks: 'Call back',
  callBack: (address: string, from: string | undefined) =>
    from === undefined ? `${address}, at any time` : `${address}, from ${from}`,
} as const

export const refusedText = {
  title: 'Not accepted, or waiting',
  lead: 'Nothing is thrown away: it stays on this phone, and an organiser can look at it.',
  none: 'Nothing was turned down, and nothing waits.',
  refused: 'Not counted',
  refusedWords: 'The server did not take these. Tell your organiser.',
  deferred: 'Waiting',
  deferredWords:
    'The server keeps these until it knows more, or until an organiser has looked. You have nothing to do.',
  kind: {
    sign: 'A signature',
    amend: 'A correction',
    withdraw: 'Something taken back',
    knock: 'A knock',
    door: 'A door, or a note on one',
  },
  at: (what: string, where: string, time: string) =>
    where ? `${what}, ${where}, ${time}` : `${what}, ${time}`,
} as const

const notReadable = 'The server could not read it. Ask the resident to sign on paper.'

export const refusalTexts: Record<RefusalReason | DeferralReason, string> = {
  malformed: notReadable,
  'too-large': 'It was too large. Ask the resident to sign again with a shorter signature, or by typing.',
  'hash-mismatch': 'It was changed on its way. Ask the resident to sign on paper.',
  'foreign-petition': 'It belongs to another petition.',
  'foreign-device': 'It was saved before this phone joined anew. An organiser can look at it.',
  'unknown-key': 'It was sealed with a key that the server does not know.',
  'cannot-open':
    'The server could not open it. Do not gather more with this phone before the ready check is green.',
  'rules-not-met': 'Something is missing that this petition asks for. Ask the resident to sign again.',
  'unknown-wording': 'The wording that was signed is not known to the server.',
  'method-not-accepted':
    'This way of signing is not accepted for this petition. Ask for a signature on paper.',
  'same-id-other-content': 'The server holds another version of it. An organiser has to look at both.',
  'same-number-other-entry':
    'The server holds another entry with the same number. An organiser has to look at both.',
  'not-yours-to-change': 'It is about a signature that another phone took.',
  'petition-closed': 'It came after the petition was closed.',
  'newer-version': 'The server is older than this app. It looks at it again after its update.',
  'unknown-kind': 'The server is older than this app. It looks at it again after its update.',
  'unknown-ref': 'The signature it is about has not arrived yet.',
  'unknown-door': 'The door it is about is not known to the server yet.',
  'device-revoked': 'This phone’s access was taken back. An organiser looks at it.',
  other: 'The server has a reason that this app has no words for. Ask your organiser.',
}
