/** What a volunteer reads where a door is added or its way in is noted. */

export const addDoorText = {
  title: 'Add a missing door',
  lead: (street: string) =>
    `A house or flat in ${street} that is not on the list. You can knock there at once.`,
  houseLabel: 'Number or name of the house',
  houseHint: 'Like 14, 14A or Rose Cottage.',
  houseMissing: 'Enter the number or the name of the house',
  houseTooLong: 'Enter a shorter number or name, like 14A',
  unitLabel: 'Flat',
  unitHint: 'Like 3 or Top flat.',
  postcodeLabel: 'Postcode',
  postcodeWrong: 'Enter a full postcode, like RM10 7TU, or leave it empty',
  add: 'Add this door',
  notAdded: 'The door was not saved. Tap “Add this door” again. If it happens again, write it on paper.',
} as const

export const doorToolsText = {
  noteLabel: 'How to get to this door',
  noteHint:
    'At most 80 characters, like “side gate” or “buzzer 3 is broken”. Everybody who walks here reads it: write about the door, never about people.',
  save: 'Save the note',
  notSaved: 'The note was not saved. Tap “Save the note” again.',
  noteProblems: {
    'door-note-too-long': 'Use at most 80 characters',
    'door-note-about-people': 'Write about the door only: no e-mail address and no phone number',
  } as Readonly<Record<string, string>>,
  takeBack: 'There is no such door: take it off the list',
  notTakenBack: 'The door was not taken off. Try again.',
} as const

export const zoneText = { title: 'Where not to call' } as const
