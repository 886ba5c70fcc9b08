/**
 * One English sentence for each thing that a phone can be refused: the server's
 * codes and the message keys of the schemas. A sentence says what to do next.
 * What only a desk can meet is in `desk-problem-text.ts`.
 */
import type { ProblemCode } from '#wire/problem.ts'

export type CallProblem = ProblemCode | 'offline'

/** Met only where a petition is set up and merged. */
export type DeskProblem = Extract<
  CallProblem,
  'kit-wrong' | 'not-ready-to-open' | 'street-in-use' | 'door-in-use' | 'already-decided'
>

const unexpected =
  'The server could not do this. Try again in a minute. If it happens again, tell an organiser.'

const problemTexts: Record<Exclude<CallProblem, DeskProblem>, string> = {
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
  'upgrade-needed': 'This page is older than the server. Load it again.',
  'server-error': unexpected,
}

export function problemText(code: CallProblem): string {
  const texts: Partial<Record<CallProblem, string>> = problemTexts
  return texts[code] ?? unexpected
}

/** Marked: what a resident may read too, in another language. */
const issueTexts: Readonly<Record<string, string>> = {
  'name-missing': /*i18n*/ 'Enter the full name',
  'name-too-long': /*i18n*/ 'Enter a name of at most 255 characters',
  'name-not-a-name': /*i18n*/ 'Enter a name without a web address, and without =, +, - or @ at the start',
  'address-missing': /*i18n*/ 'Enter the address',
  'address-too-long': /*i18n*/ 'Enter an address of at most 255 characters',
  'postcode-missing': /*i18n*/ 'Enter the postcode',
  'postcode-not-a-postcode': /*i18n*/ 'Enter a full UK postcode, like RM10 7TU',
  'connection-missing': /*i18n*/ 'Choose how you belong to this area',
  'age-missing': /*i18n*/ 'Say whether you are old enough to sign',
  'ink-missing': /*i18n*/ 'Draw your signature in the box, or type your name instead',
  'purposes-missing': /*i18n*/ 'Tick what we may write about, or choose No thanks',
  'email-not-an-address': /*i18n*/ 'Enter an e-mail address like name@example.org',
  'phone-not-a-number': /*i18n*/ 'Enter a phone number with at least 7 digits, like 01632 960 001',
  'code-missing': 'Enter the code',
  'code-not-a-code': 'Enter a code of 8 letters and numbers, like K7QM-2XWD',
}

/** What a person reads for the key of a schema's message. */
export const issueText = (key: string): string => issueTexts[key] ?? /*i18n*/ 'Check this answer'

export const hasIssueText = (key: string): boolean => key in issueTexts
