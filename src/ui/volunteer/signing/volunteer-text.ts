/** What the volunteer reads just before the phone changes hands. */
export const readText = {
  readTitle: 'Read this together',
  pitch: 'What you could say',
  pitchWords: (name: string, title: string, recipient: string) =>
    `“Hello, I’m ${name}, a volunteer from round here. We are asking ${recipient}: ${title}. Would you read this, and sign it if you agree?”`,
  handOver: 'Hand over the phone',
  noWording: 'Nobody can sign yet',
  noMore: 'Nobody can sign any more',
  noWordingWords: 'The wording is not on this phone. Open the app on Wi-Fi, then try again.',
} as const
