/** What a volunteer reads where the order of a walk is chosen, doors are chosen together, or a call-back gets its time. */

import type { ChosenOrder, WalkSide } from '#device/walk-choice.ts'
import { TOP_FLOOR } from '#domain/building.ts'
import type { CallBackTime } from '#domain/call-back-times.ts'
import { counted, doorsText, numberText } from '../../text.ts'

const and = new Intl.ListFormat('en-GB', { type: 'conjunction' })
const ordinal = new Intl.PluralRules('en-GB', { type: 'ordinal' })
const endings: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' }

export const chosenOrderTexts: Record<ChosenOrder, string> = {
  'up-and-back': 'Up and back',
  'both-sides': 'Crossing over',
  'as-listed': 'As listed',
  'by-hand': 'Your own',
}

export const walkSideTexts: Record<WalkSide, string> = {
  both: 'Both sides',
  odd: 'Odd',
  even: 'Even',
}

export const listText = (parts: readonly string[]) => and.format(parts)

/** Of many runs, one a floor, the first and the last number say enough: "101–404". */
export const shortListText = (parts: readonly string[]) =>
  parts.length > 2 ? `${parts[0]?.split('–')[0]}–${parts.at(-1)?.split('–').at(-1)}` : listText(parts)

/** "3rd" */
const placeText = (n: number) => `${numberText(n)}${endings[ordinal.select(n)] ?? 'th'}`

export function floorText(floor: number): string {
  if (floor === TOP_FLOOR) return 'Top floor'
  if (floor < 0) return 'Basement'
  return floor === 0 ? 'Ground floor' : `Floor ${floor}`
}

export const buildingText = {
  /** "Flats 1–24, 22" */
  name: (units: string, house: string) => `${units}, ${house}`,
  progress: (done: number, doors: number) => `${numberText(done)} of ${numberText(doors)} done`,
  done: 'Done',
  tried: 'Tried',
  doNotKnock: 'Don’t knock',
} as const

export const walkHeadText = {
  startSecondPass: (doors: number) => `Second pass: ${doorsText(doors)}`,
  side: 'Side of the street',
  ways: 'How to walk',
  order: (order: string) => `Order: ${order.toLowerCase()}`,
  several: 'Choose several',
  callBacksDue: 'Call back now',
  secondPass: 'Second pass',
  secondPassWords: (isAnySent: boolean) =>
    `Only doors where nobody answered, or that asked you to come back.${
      isAnySent ? ' Of doors that were sent, this phone knows only that they are still to visit.' : ''
    }`,
  allDoors: 'Show all doors',
} as const

export const orderText = {
  title: 'How to walk',
  hints: {
    'up-and-back': 'One side first, then the other.',
    'both-sides': 'Both sides together, by number.',
    'as-listed': 'As the organiser put them.',
    'by-hand': 'As you put them.',
  } satisfies Record<ChosenOrder, string>,
  order: 'Order',
  start: 'Where to begin',
  startAt: (door: string) => `At ${door}`,
  pass: 'Which doors',
  firstPass: 'All doors',
  secondPass: 'Second pass',
  secondPassHint: 'Only no answer and call back.',
  byHand: 'Put the doors in order',
  done: 'Back to the doors',
} as const

export const handText = {
  title: 'Put the doors in order',
  lead: 'Tap a door. Then move it with the buttons below, or tap the door whose place it is to have.',
  chooseFirst: 'Tap the door that is to move.',
  doors: 'Doors in your order',
  earlier: 'Earlier',
  later: 'Later',
  done: 'Done',
  chosen: (door: string) => `${door} is chosen.`,
  moved: (door: string, place: number, doors: number) =>
    `${door} is now ${placeText(place)} of ${numberText(doors)}.`,
} as const

export const severalText = {
  title: 'Choose several doors',
  lead: 'Tap the doors, then say what came of them. Press one long to choose all from the last one to it.',
  doors: 'Doors',
  all: (doors: number) => `All ${numberText(doors)}`,
  none: 'None',
  chosen: (doors: number) => (doors === 0 ? 'No door chosen' : `${doorsText(doors)} chosen`),
  outcomes: 'What came of them?',
  saving: (done: number, doors: number) => `Saving ${numberText(done)} of ${numberText(doors)}`,
  notSaved: (doors: number) =>
    `${counted(doors, 'door was', 'doors were')} not saved, and ${doors === 1 ? 'is' : 'are'} still chosen. Tap it again. If it happens again, write it on paper.`,
  stickerTitle: (doors: number) => `Mark ${doorsText(doors)} as “do not knock”?`,
  stickerWords:
    'Nobody from this petition will call there again. You can undo it at once; later only an organiser can.',
  stickerConfirm: 'There is a sticker',
} as const

export const callBackText = {
  when: 'When may somebody call again?',
  anyTime: 'Any time',
  cancel: 'Go back',
  times: {
    'in-an-hour': 'In an hour',
    'this-afternoon': 'This afternoon',
    'this-evening': 'This evening',
    'tomorrow-morning': 'Tomorrow morning',
    'tomorrow-evening': 'Tomorrow evening',
    weekend: 'Saturday',
  } satisfies Record<CallBackTime['name'], string>,
} as const
