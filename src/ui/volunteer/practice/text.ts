/** What is said around a practice, and the petition that is made up for it. */
export const practiceText = {
  banner: 'Practice: nothing here counts or is kept.',
  end: 'End',
  link: 'Practise at a made-up door',
  linkWords: 'Two minutes, without a network. Nothing of it is kept, sent or counted.',
  title: 'Practice door',
  lead: 'A street with three doors that do not exist. Two minutes, and you have done everything once.',
  steps: [
    'At number 1 nobody answers. Tap “No answer”. The next door is there at once.',
    'Take it back: tap “Undo”, then tap “No answer” again.',
    'At number 3 lives Sam Sample, who would like to sign. Tap “Sign”, read the text together and hand over the phone.',
    'Now you are Sam: type the name, make up a postcode like AB10 1AB, and tap “Sign”. Draw a signature too, if you like.',
    'Sam gives the phone back. Press and hold for one second.',
    'Correct Sam’s signature, or undo it. Then go on to number 5, and try what you like.',
  ],
  go: 'Go to the street',
  done: 'End the practice',
} as const

export const practicePetitionText = {
  title: 'Practice: a bench by the duck pond',
  request: 'Put a bench by the duck pond in Practice Lane, so that people can sit down.',
  recipient: 'Nobody (practice)',
  privacyNotice: 'This is practice. What you type is forgotten when you end it, and goes to nobody.',
  controller: 'Nobody (practice)',
  contact: 'nobody@example.org',
  street: 'Practice Lane',
  volunteer: 'your name',
} as const
