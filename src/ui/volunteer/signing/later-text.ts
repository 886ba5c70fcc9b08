/** What a resident reads who does more than sign: it is loaded with those pages. */
import type { I18n } from '@lingui/core'
import type { Connection } from '#domain/personal.ts'
import { allowedText } from './text.ts'

export const laterTexts = (i18n: I18n) => ({
  paperTitle: i18n._('Sign on paper'),
  paperWords: i18n._(
    'That counts just as much. Give the phone back and ask for the sheet. What you typed here is erased, and nothing is signed on the phone.',
  ),
  paperNote: i18n._('Write on the next free line, with the same address, and sign there.'),
  paperSheet: i18n._('Number of the sheet'),
  paperLine: i18n._('Number of the line'),
  paperGo: i18n._('Give the phone back'),
  paperBack: i18n._('Sign on the phone after all'),
  cannotTitle: i18n._('This petition is for people from here'),
  cannotWords: (recipient: string, connections: readonly Connection[]) =>
    i18n._(
      '{recipient} counts only people who {ways} here. Thank you for wanting to help: you can still tell neighbours about it.',
      { recipient, ways: allowedText(i18n, connections) },
    ),
  ageTitle: (age: number) => i18n._('This petition is for people aged {age} or over', { age }),
  ageWords: (recipient: string, age: number) =>
    i18n._(
      '{recipient} counts only people aged {age} or over. Thank you for wanting to help: you can still tell neighbours about it.',
      { recipient, age },
    ),
  cannotBack: i18n._('Go back and sign'),
  handBackPhone: i18n._('Give the phone back'),
  contactTitle: i18n._('May we write to you?'),
  contactLead: i18n._('Your signature counts either way.'),
  purposes: i18n._('What about?'),
  purposeTexts: {
    result: i18n._('What comes of this petition'),
    'future-campaigns': i18n._('Other local campaigns'),
  },
  channels: i18n._('How?'),
  channelTexts: { email: i18n._('By e-mail'), phone: i18n._('By phone or text message') },
  email: i18n._('E-mail address'),
  phone: i18n._('Phone number'),
  contactSave: i18n._('Yes, write to me'),
  contactNo: i18n._('No thanks'),
  contactNotSaved: i18n._('That was not saved'),
  contactNotSavedWords: i18n._('Your signature is safe. Press the button again, or choose No thanks.'),
})
