/** What a resident reads who does more than sign: it is loaded with those pages. */
import type { Connection } from '#domain/personal.ts'
import { allowedText } from './text.ts'

export const laterText = {
  paperTitle: 'Sign on paper',
  paperWords:
    'That counts just as much. Give the phone back and ask for the sheet. What you typed here is erased, and nothing is signed on the phone.',
  paperNote: 'Write on the next free line, with the same address, and sign there.',
  paperGo: 'Give the phone back',
  paperBack: 'Sign on the phone after all',
  cannotTitle: 'This petition is for people from here',
  cannotWords: (recipient: string, connections: readonly Connection[]) =>
    `${recipient} counts only people who ${allowedText(connections)} here. Thank you for wanting to help: you can still tell neighbours about it.`,
  cannotBack: 'Go back and sign',
  handBackPhone: 'Give the phone back',
  contactTitle: 'May we write to you?',
  contactLead: 'Your signature counts either way.',
  purposes: 'What about?',
  purposeTexts: { result: 'What comes of this petition', 'future-campaigns': 'Other local campaigns' },
  channels: 'How?',
  channelTexts: { email: 'By e-mail', phone: 'By phone or text message' },
  email: 'E-mail address',
  phone: 'Phone number',
  contactSave: 'Yes, write to me',
  contactNo: 'No thanks',
  contactNotSaved: 'That was not saved',
  contactNotSavedWords: 'Your signature is safe. Press the button again, or choose No thanks.',
} as const
