/** The sentences that only captains and organisers need. A volunteer's phone never downloads them. */
import { type CallProblem, type DeskProblem, hasIssueText, issueText, problemText } from './problem-text.ts'

const deskProblemTexts: Record<DeskProblem, string> = {
  'kit-wrong':
    'This is not the recovery code of this petition. Check each letter and number, then try again.',
  'not-ready-to-open': 'The petition is not ready to open. See what is still to do.',
  'street-in-use': 'Names were gathered in this street, or somebody has it. It stays on the list.',
  'door-in-use': 'Somebody has knocked at this door. It stays on the list.',
  'already-decided': 'This was decided already. Load the page again to see how.',
}

export function deskProblemText(code: CallProblem): string {
  const texts: Partial<Record<CallProblem, string>> = deskProblemTexts
  return texts[code] ?? problemText(code)
}

/** A key, or `field/key` where one field deserves a sentence of its own. */
const deskIssueTexts: Readonly<Record<string, string>> = {
  'text-too-long': 'Use fewer characters',

  'takeaway-code-not-a-code': 'Enter the 13 letters and numbers of the code, like K7QM-2XWD-9RTBC',
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
  'reader-missing': 'Enter the name of whoever has read it',
  'recording-too-large': 'Use a recording of at most 2 MB: about four minutes',
  'recording-not-a-sound': 'Choose a sound file: MP3, M4A, AAC, Ogg, WebM or WAV',
  'contact-missing': 'Enter how a resident can reach you',

  'question-missing': 'Enter the question, or remove it',
  'answer-missing': 'Enter the answer, or remove the question',
  'too-many-questions': 'Keep at most 20 questions',
  'hour-missing': 'Enter a time of day, like 10:00',
  'hours-end-first': 'Enter times of which the end comes after the beginning',
  'age-not-a-number': 'Enter an age from 1 to 21, or leave it empty',

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
  'incomplete-door': 'This door lacks its street or its id',
  'door-note-too-long': 'Use at most 80 characters',
  'door-note-about-people': 'Write about the door only: no e-mail address and no phone number',
  'door-not-described': 'Say which door it is, or how to get to it',
  'sheet-too-long': 'Use at most 20 characters',
  'line-not-a-number': 'Enter the number of the line, like 7',
  'ref-mismatch': 'This change does not name the signature it is about',
}

/** What a person reads for the key of a schema's message. */
export const deskIssueText = (key: string, field = ''): string =>
  deskIssueTexts[`${field}/${key}`] ?? deskIssueTexts[key] ?? issueText(key)

export const hasDeskIssueText = (key: string): boolean => key in deskIssueTexts || hasIssueText(key)
