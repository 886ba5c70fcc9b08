/** What inviting somebody says, whoever invites, and the card that a new person is handed. */
import type { Role } from '#domain/permission.ts'

export const inviteText = {
  nameLabel: 'Name',
  nameHint: 'As you call them. Other volunteers do not see it.',
  roleLabel: 'What they do',
  roleHints: {
    volunteer: 'Knocks at doors in their own streets. Sees nobody’s names.',
    captain: 'Looks after streets: who has them, how far they are. Reads names gathered there.',
    organiser: 'Sees and changes everything, as you do.',
  } satisfies Record<Role, string>,
  streetsLabel: 'Streets',
  streetsHint: 'You can give and take back streets at any time.',
  streetsNeededHint: 'Choose at least one: you see only people who have a street of yours.',
  make: 'Make the invitation',
  next: 'Invite somebody else',
}

export const cardText = {
  title: (name: string) => `Invitation for ${name}`,
  once: 'Shown only now. Hand it over, or print it.',
  linkLabel: 'Link',
  copy: 'Copy the link',
  copied: 'Copied.',
  notCopied: 'The browser did not copy it. Mark the link and copy it yourself.',
  noLink:
    'There is no link, because this server has no https address yet. Phones need one: ask whoever runs the server to set PUBLIC_URL.',
  qrTitle: (name: string) => `QR code of the link for ${name}`,
  codeLabel: 'Code to type',
  howTitle: 'How to join',
  how: [
    'Open the link in the phone’s own browser, or scan the QR code with its camera.',
    'Asked for a code? Type the one printed here.',
    'Do it on Wi-Fi, before you go out: the streets are then on the phone.',
  ],
  expires: (when: string) => `It works until ${when}, on several browsers of the same person.`,
  print: 'Print the card',
}
