/** What an organiser reads where the rules at the door are set. */
import type { OptionalOutcome, StickerRule } from '#domain/outcome.ts'

export const doorRulesText = {
  title: 'At the door',
  lead: 'Volunteers have this on their phones, also without signal. Changes reach a phone the next time it sends.',
  scriptLabel: 'What to say',
  scriptHint: 'At most 1,200 characters. Who you are, what it is about, who gets it, and one question.',
  questionsTitle: 'Questions that residents ask',
  questionsHint: 'At most 20, each with a short and true answer.',
  questionLabel: (number: number) => `Question ${number}`,
  answerLabel: (number: number) => `Answer ${number}`,
  addQuestion: 'Add a question',
  removeQuestion: (number: number) => `Remove question ${number}`,
  outcomesLabel: 'What a volunteer can note at a door',
  outcomesHint:
    'Signed, no answer, call back, does not want to sign, and do not knock are always there. Fewer are quicker to use.',
  outcomes: {
    'cannot-get-in': 'Could not get in',
    'already-signed': 'Signed already, online or on paper',
    'not-eligible': 'May not sign this petition',
    language: 'Speaks another language',
    'no-such-door': 'No such door, or nobody lives there',
    sticker: 'A sticker says not to knock',
  } satisfies Record<OptionalOutcome, string>,
  stickersLabel: 'A sticker against callers at a door',
  stickersHint: 'Such a sticker is meant for traders and fundraisers. Many residents mean everybody.',
  stickers: {
    'walk-past': 'Walk past, and nobody calls there again',
    'may-knock': 'A volunteer may knock once, and asks at the start whether that is all right',
  } satisfies Record<StickerRule, string>,
  zoneNoteLabel: 'Where not to call',
  zoneNoteHint:
    'At most 200 characters: which streets or zones, and why. It stands above every street’s doors.',
  hoursLabel: 'When volunteers may knock',
  hoursHint: 'The phone says so outside these times. For example, 10:00 or 8pm.',
  hours: { from: 'From', to: 'Until', sundayFrom: 'On Sundays from' },
  minimumAgeLabel: 'Youngest age to sign',
  minimumAgeHint:
    'In years, from 1 to 21. Leave it empty if age does not matter. A resident is only asked whether they are that old; no age is kept.',
} as const
