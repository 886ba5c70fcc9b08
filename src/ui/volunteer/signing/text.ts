/** What a resident reads on the phone in their hands, in their language: the messages are the English sentences. */
import type { I18n } from '@lingui/core'
import type { Connection } from '#domain/personal.ts'
import { englishKit } from '../../shared/kit-text.ts'
import { blankText } from './blank-text.ts'

/** The ways of belonging to the area, as they stand in a sentence about who may sign. */
export function allowedText(i18n: I18n, connections: readonly Connection[]): string {
  const ways: Record<Connection, string> = {
    live: i18n._('live'),
    work: i18n._('work'),
    study: i18n._('study'),
    'direct-connection': i18n._('have a close connection'),
    visit: i18n._('visit'),
  }
  const either = new Intl.ListFormat(i18n.locales ?? i18n.locale, { type: 'disjunction' })
  return either.format(connections.map((each) => ways[each]))
}

/** "30 June 2027" of "2027-06-30". */
const dayText = (i18n: I18n, day: string) =>
  i18n.date(`${day.slice(0, 10)}T00:00:00Z`, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })

/** "English" of "en", as the language of the page calls it. */
const languageName = (i18n: I18n, language: string) =>
  new Intl.DisplayNames(i18n.locales ?? i18n.locale, { type: 'language' }).of(language) ?? language

/** Around the wording, where it is read together and on the form. */
export const readTexts = (i18n: I18n) => ({
  to: (recipient: string) => i18n._('To {recipient}', { recipient }),
  background: i18n._('Why'),
  notice: i18n._('What happens with your name'),
  noticeWords: (recipient: string, until: string) =>
    i18n._(
      'Your name and address go to {recipient} with this petition, and to nobody else. They are erased by {until}.',
      { recipient, until: dayText(i18n, until) },
    ),
  controller: (name: string) => i18n._('{name} answers for this.', { name }),
  contact: (contact: string) => i18n._('To ask, correct, withdraw or complain: {contact}', { contact }),
  fullNotice: i18n._('The whole privacy notice'),
  listen: i18n._('Listen'),
  listenFor: (seconds: number) =>
    i18n._('Listen ({seconds, plural, one {# second} other {# seconds}})', { seconds }),
  pause: i18n._('Pause'),
  notTranslated: (original: string) =>
    i18n._('Nobody has translated this petition yet. You read and sign it in its own language: {original}.', {
      original: languageName(i18n, original),
    }),
})

export const signingTexts = (i18n: I18n) => ({
  language: i18n._('Language'),
  formTitle: i18n._('Sign the petition'),
  wholeText: i18n._('Read the whole text again'),
  name: i18n._('Full name'),
  address: i18n._('Address'),
  otherAddress: i18n._('My address is different'),
  postcode: i18n._('Postcode'),
  postcodePart: i18n._('The beginning is filled in. Add what is missing.'),
  didYouMean: (postcode: string) => i18n._('Did you mean {postcode}?', { postcode }),
  useIt: i18n._('Use this'),
  connection: i18n._('How do you belong to this area?'),
  connections: {
    live: i18n._('I live here'),
    work: i18n._('I work here'),
    study: i18n._('I study here'),
    'direct-connection': i18n._('I have another close connection with this area'),
    visit: i18n._('I visit this area'),
  } satisfies Record<Connection, string>,
  age: (age: number) => i18n._('Are you {age} or over?', { age }),
  ages: { yes: i18n._('Yes'), no: i18n._('No') },
  draw: i18n._('Your signature'),
  drawHint: i18n._('Draw with a finger in the box.'),
  clear: i18n._('Clear'),
  signTyped: i18n._('Sign with my name as typed'),
  drawInstead: i18n._('Draw my signature instead'),
  typed: i18n._('I sign with my name, as typed above.'),
  sign: i18n._('Sign'),
  saveCorrection: i18n._('Save the correction'),
  assist: i18n._('Type it for me'),
  assistWords: i18n._(
    'The volunteer types what you say and reads it back to you. Sign only when all of it is right.',
  ),
  assistStop: i18n._('I will do it myself'),
  signAssisted: i18n._('It was read back to me: sign'),
  paper: i18n._('I’d rather sign on paper'),
  cannot: (connections: readonly Connection[]) =>
    i18n._('I can’t sign: I don’t {ways} here', { ways: allowedText(i18n, connections) }),
  stop: i18n._('I don’t want to sign'),
  notSaved: i18n._('Your signature is not saved yet'),
  notSavedWords: i18n._(
    'Nothing you typed is lost. Press the button again. If it happens again, give the phone back and sign on paper.',
  ),

  thanksTitle: i18n._('Thank you'),
  thanksWords: i18n._('Your signature is saved on this phone.'),
  correctedWords: i18n._('The correction is saved on this phone.'),
  keepMePosted: i18n._('Keep me posted'),

  handBackTitle: i18n._('Give the phone back'),
  handBackWords: i18n._('Nothing of yours is left on this screen.'),
})

export const blankTexts = (i18n: I18n): typeof blankText => ({
  blankTitle: i18n._(blankText.blankTitle),
  blankWords: i18n._(blankText.blankWords),
  holdToGoOn: i18n._(blankText.holdToGoOn),
})

export const kitTexts = (i18n: I18n): typeof englishKit => ({
  problem: i18n._(englishKit.problem),
  errorTitle: i18n._(englishKit.errorTitle),
  optional: i18n._(englishKit.optional),
})
