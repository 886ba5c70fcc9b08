/** Several knockers on one phone. */
import type { KnockerSign, KnockerTally } from '#domain/knocker.ts'
import { counted, doorsText, signaturesText } from '../text.ts'

export const signTexts: Record<KnockerSign, string> = {
  circle: 'Circle',
  square: 'Square',
  triangle: 'Triangle',
  diamond: 'Diamond',
  cross: 'Cross',
  star: 'Star',
}

export const knockersText = {
  title: 'Several knockers, one phone',
  lead: 'One person keeps the phone and the list, the others knock. Each has a shape; before you save, tap who knocked.',
  onlyHere: 'Who knocked is kept on this phone only, and goes when you leave the petition.',
  who: 'Who is knocking?',
  list: 'Knockers',
  none: 'Nobody yet. The walk shows nothing of this until there is somebody.',
  label: 'Nickname or initials',
  labelHint: 'At most 12 letters. You can leave it out: the shape is enough.',
  add: 'Add a knocker',
  full: 'Six are the most.',
  notKept: 'That was not kept. Try again.',
  tally: ({ knocks, signatures, doorsToGoBackTo }: KnockerTally) =>
    [
      counted(knocks, 'knock', 'knocks'),
      signaturesText(signatures),
      ...(doorsToGoBackTo > 0 ? [`${doorsText(doorsToGoBackTo)} to go back to`] : []),
    ].join(', '),
  remove: (name: string) => `Remove ${name}`,
  removeTitle: (name: string) => `Remove ${name} from the list?`,
  removeWords: 'What they gathered stays and counts. Only who knocked there is forgotten.',
  removeConfirm: 'Remove',
  done: 'Done',
} as const

/** "Ann (circle)", or "Circle" where nothing was typed. */
export const knockerText = ({ sign, label }: { sign: KnockerSign; label: string }): string =>
  label === '' ? signTexts[sign] : `${label} (${signTexts[sign].toLowerCase()})`
