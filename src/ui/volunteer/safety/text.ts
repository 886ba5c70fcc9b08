/** What a volunteer reads about keeping safe: hours, the way back, leaving. */

export const aidsText = {
  ways: 'Help at the door',
  script: 'What to say',
  leave: 'Leave now',
  hours: (from: string, to: string, sundayFrom: string) =>
    `This petition knocks from ${from} to ${to}, on Sundays from ${sundayFrom}. You can go on, where somebody asked you to come.`,
  hoursShort: (from: string, to: string) => `Outside this petition’s usual hours, ${from} to ${to}.`,
  hoursTitle: 'It is outside the usual hours',
} as const

export const backByText = {
  title: 'Back by',
  lead: 'Say when you want to be back. The app asks then whether you are all right.',
  honest:
    'A closed app can’t ask, and a locked phone may not. So tell somebody the time as well, and ask them to ring you when they hear nothing.',
  time: 'Back by',
  timeMissing: 'Choose a time.',
  number: 'Phone number of the one who waits for you',
  numberHint:
    'Only for the message to them. It stays on this phone, encrypted, is never sent, and is erased when you are back.',
  numberWrong: 'A phone number has digits, like 020 7946 0018. You can leave it out.',
  set: 'Ask me then',
  notKept: 'That was not kept. Try again.',
  until: (time: string) => `You want to be back by ${time}.`,
  tell: 'Tell them the time',
  back: 'I am back',
  laterBy: (minutes: number) => `${minutes} minutes later`,
  otherWay: 'Send it another way',
  beforeMessage: (time: string, title: string) =>
    `I am going out to knock on doors for “${title}”, until ${time}. If you have not heard from me by then, ring me.`,
} as const

export const checkInText = {
  title: 'Are you all right?',
  words: (time: string) => `You wanted to be back by ${time}.`,
  back: 'Yes, and I am back',
  later: (minutes: number) => `Ask again in ${minutes} minutes`,
  write: 'Write to the one who waits',
  lateMessage: (time: string) =>
    `I wanted to be back from knocking on doors by ${time}, and I am not yet. Ring me now.`,
} as const

export const leaveText = {
  title: 'Leave first',
  lead: 'Walk away, to where there are people or light. You owe nobody a reason.',
  saved: 'What was saved is safe. Nothing is written down by this page.',
  call: (number: string) => `Call ${number}`,
  elsewhere: 'In most countries 112 reaches help, also from a locked phone.',
  callContact: 'Call your organiser',
  callBuddy: 'Call the one who waits for you',
  after: 'When you are away from there',
  doNotKnock: 'Mark this door “do not knock”',
  doNotKnockWords: 'Only if nobody is to call there again. No reason is kept. You can undo it on the walk.',
  notSaved: 'That was not saved. Try again, or leave it.',
  report: 'Tell your street captain or organiser what happened, in your own words, when you want to.',
  toWalk: 'Back to the walk',
  toSession: 'Back to My session',
} as const
