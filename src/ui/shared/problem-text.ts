/**
 * One English sentence for each thing that can be refused: the server's codes
 * and the message keys of the schemas. A sentence says what to do next.
 */
import type { ProblemCode } from '#wire/problem.ts'

export type CallProblem = ProblemCode | 'offline'

const problemTexts: Record<CallProblem, string> = {
  offline: 'The server could not be reached. Check your connection, then try again.',
  'bad-request': 'Some answers need a change. Check the form, then try again.',
  'signed-out': 'This browser is signed out. Open your link or type your code again.',
  'not-allowed': 'You do not have access to this. Ask an organiser.',
  'not-found': 'This is no longer here. Go back and choose again.',
  'too-many-attempts': 'There were too many tries in a short time. Wait a minute, then try again.',
  'too-large': 'That was too much at once. Send it in smaller parts.',
  conflict: 'Somebody else changed this at the same time. Load the page again to see it as it is now.',
  'code-wrong': 'There is no such code. Check each letter and number, then try again.',
  'code-used': 'This code has been used. Ask for a new one.',
  'code-expired': 'This code has run out. Ask for a new one.',
  'code-taken-back': 'This code was taken back. Ask an organiser for a new one.',
  'kit-wrong':
    'This is not the recovery code of this petition. Check each letter and number, then try again.',
  'not-ready-to-open': 'The petition is not ready to open. See what is still to do.',
  'street-in-use': 'Names were gathered in this street, or somebody has it. It stays on the list.',
  'door-in-use': 'Somebody has knocked at this door. It stays on the list.',
  'already-decided': 'This was decided already. Load the page again to see how.',
  'upgrade-needed': 'This page is older than the server. Load it again.',
  'server-error':
    'The server could not do this. Try again in a minute. If it happens again, tell an organiser.',
}

export const problemText = (code: CallProblem): string => problemTexts[code]

/** A key, or `field/key` where one field deserves a sentence of its own. */
const issueTexts: Readonly<Record<string, string>> = {
  'name-missing': 'Enter the full name',
  'name-too-long': 'Enter a name of at most 255 characters',
  'name-not-a-name': 'Enter a name without a web address, and without =, +, - or @ at the start',
  'address-missing': 'Enter the address',
  'address-too-long': 'Enter an address of at most 255 characters',
  'postcode-missing': 'Enter the postcode',
  'postcode-not-a-postcode': 'Enter a full UK postcode, like RM10 7TU',
  'connection-missing': 'Choose how the person belongs to the area',
  'ink-missing': 'Draw your signature in the box, or type your name instead',
  'purposes-missing': 'Tick what we may write about, or choose No thanks',
  'contact-way-missing': 'Enter an e-mail address or a phone number, or choose No thanks',
  'email-not-an-address': 'Enter an e-mail address like name@example.org',
  'phone-not-a-number': 'Enter a phone number with at least 7 digits, like 01632 960 001',
  'text-too-long': 'Use fewer characters',

  'title-missing': 'Enter a title',
  'request-missing': 'Enter what you ask for',
  'recipient-missing': 'Enter who receives the petition',
  'connections-missing': 'Choose at least one group of people who may sign',
  'connection-not-accepted': 'Choose only groups that this receiving body accepts',
  'time-missing': 'Enter a day and a time',
  'returnBy/time-missing': 'Enter the day and time when the packs are to be back',
  'recipientDeadline/time-missing': 'Enter the day and time when the receiving body stops taking signatures',
  'time-zone-unknown': 'Choose a time zone from the list',
  'return-by-after-deadline': 'Enter a return day that is not after the receiving body’s deadline',
  'date-missing': 'Enter a day',
  'retainUntil/date-missing': 'Enter the day by which names and addresses are erased',
  'retain-until-before-deadline': 'Enter a day on or after the receiving body’s deadline',
  'controller-name-missing': 'Enter who is responsible for the names',
  'controller-address-missing': 'Enter the address of who is responsible for the names',
  'privacy-notice-missing': 'Enter the privacy notice',
  'contact-missing': 'Enter how a resident can reach you',

  'code-missing': 'Enter the code',
  'code-not-a-code': 'Enter a code of 8 letters and numbers, like K7QM-2XWD',
  'kit-missing': 'Enter the recovery code',

  'street-name-missing': 'Enter the name of the street',
  'street-name-too-long': 'Enter a street name of at most 100 characters',
  'street-postcode-too-long': 'Enter at most 8 characters, like RM10 8',
  'doors-not-clear': 'Enter the doors as numbers and ranges, like 1-87 odd',
  'door-without-number': 'Enter a number or the name of the building',
  'too-many-doors': 'Split this street in two: it has more than 3,000 doors',

  'member-name-missing': 'Enter a name for this person',
  'invite-streets-missing': 'Choose at least one street',
  'import-label-missing': 'Enter a name for this import',

  'incomplete-sign': 'This signature lacks its street, its wording or its method',
  'incomplete-knock': 'This knock lacks its door, its street or its outcome',
  'ref-mismatch': 'This change does not name the signature it is about',
}

/** What a person reads for the key of a schema's message. */
export function issueText(key: string, field = ''): string {
  return issueTexts[`${field}/${key}`] ?? issueTexts[key] ?? 'Check this answer'
}

export const hasIssueText = (key: string): boolean => key in issueTexts
