/** What the volunteer reads when the phone is theirs again. */
export const signedText = {
  signedTitle: (address: string) => `Signed at ${address}`,
  signedWords: 'Saved on this phone.',
  anotherPerson: 'Another person here',
  nextDoor: (door: string) => `Next door: ${door}`,
  toStreet: 'Back to the street',
  correct: 'Correct this signature',
  correctWords:
    'Hand the phone over again: what was given is still there for ten minutes, or until the next door.',
  takeBack: 'Undo this signature',
  takeBackTitle: 'Undo this signature?',
  takeBackWords: 'It is taken back, and counts nowhere. Do this only if the person wants it.',
  tooLate: 'What was given is no longer on the screen. An organiser can still correct it.',
} as const
