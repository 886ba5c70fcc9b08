/** What the organiser reads where the wording is put into other languages and recorded. */
import type { TranslationOnDesk } from '#wire/translations.ts'
import { instantDayText } from '../text.ts'

export const translationText = {
  title: 'In other languages',
  lead: 'A resident who chooses a language reads your translation of this version, and signs it. Nobody sees one before somebody who knows the language has read it and you have written down who.',
  language: (name: string, inItself: string) => (name === inItself ? name : `${name} (${inItself})`),
  none: 'not translated',
  draft: 'waiting for a reader',
  approved: 'residents read it',
  takenBack: 'not shown',
  original: 'The wording that it translates',
  translation: (language: string) => `The translation into ${language}`,
  titleLabel: 'Title',
  requestLabel: 'What you ask for',
  backgroundLabel: 'Background',
  privacyLabel: 'Privacy notice',
  save: 'Save the translation',
  saved: 'Saved. Residents see it once a reader has approved it.',
  approveTitle: 'Who has read it?',
  approveHelp:
    'Somebody who has spoken the language from childhood reads it beside the original, from the first word to the last. Their name is kept encrypted and shown only here.',
  readerLabel: 'Full name of the reader',
  approve: 'Show it to residents',
  approveUnsaved: 'Save your changes first: the reader approves what is saved.',
  readBy: ({ reader, approvedAt }: TranslationOnDesk) =>
    `Read and approved by ${reader ?? 'somebody'} on ${approvedAt === null ? '' : instantDayText(approvedAt)}.`,
  takeBack: 'Show it no more',
  takeBackTitle: 'Show this translation no more?',
  takeBackWords:
    'Phones stop showing it when they next send. Whoever signed it has signed, and you can show it again.',
} as const

export const recordingText = {
  title: 'Read aloud',
  help: 'For whoever would rather hear it: somebody reads the whole wording slowly, at most four minutes. Phones keep it and play it without a network.',
  none: 'Nobody has recorded it. A phone uses its own voice where it has one for this language.',
  record: 'Record',
  recordAgain: 'Record again',
  stop: 'Stop and save',
  recording: (seconds: number) => `Recording: ${seconds} seconds`,
  upload: 'Or choose a sound file',
  uploadHint: 'MP3, M4A, AAC, Ogg, WebM or WAV, at most 2 MB.',
  remove: 'Throw the recording away',
  removeTitle: 'Throw this recording away?',
  removeWords: 'Phones stop playing it when they next send. It can only be made again.',
  noMicrophone:
    'This browser may not use the microphone. Allow it in the browser’s settings, or choose a file.',
  listen: 'Listen to the recording',
} as const
