import type { Loss } from '#device/storage-watch.ts'
import { counted } from '../text.ts'

export const storagePageText = {
  title: 'How this phone keeps names',
  lead: 'Names are sealed as soon as they are saved. Nobody can read them on this phone, not even you.',
  toSession: 'My session',
  unsent: 'Not sent yet',
  unsentWords: (n: number, since: string) =>
    `${counted(n, 'entry is', 'entries are')} on this phone only, the oldest since ${since}. Open the app on Wi-Fi before you delete anything.`,
  unsentNone: 'Nothing. The server has everything.',
  sent: 'Sent, and still kept',
  sentKept: (n: number) =>
    `${counted(n, 'entry stays', 'entries stay')} sealed on this phone until the server’s own backup has ${n === 1 ? 'it' : 'them'}. If the server breaks, this phone sends ${n === 1 ? 'it' : 'them'} again.`,
  sentNone: 'Nothing. The server’s backups have everything that this phone sent.',
  clockRight: 'It is right.',
  clockUnknown: 'It is compared with the server’s when there is a connection.',
  backup: 'Backup file',
  backupWords:
    'If this phone can’t send, save what it holds into a file and give it to your organiser by mail or message. It is sealed: only the server can open it. What was sent already is not counted twice.',
  backupMake: 'Save a backup file',
  backupOutcomes: {
    shared: 'Shared. Keep what is on this phone until your organiser says that the file has arrived.',
    saved:
      'It is in your downloads. Send it to your organiser, and keep what is on this phone until it has arrived.',
    empty: 'There is nothing on this phone to put into a file.',
    failed:
      'That did not work. Close the app, open it again and try once more. If it fails again, show this phone to your organiser.',
  },
  loss: (when: string, { lost, broughtBack, missing }: Loss) =>
    `${when}: ${lostTexts[lost]} ${broughtBack > 0 ? `${counted(broughtBack, 'entry was', 'entries were')} brought back.` : ''} ${
      missing > 0
        ? `${counted(missing, 'entry', 'entries')} could not be brought back.`
        : 'Nothing is missing.'
    }`,
} as const

const lostTexts: Record<Loss['lost'], string> = {
  database: 'the browser lost the first of the two places.',
  files: 'the browser lost the second of the two places.',
  both: 'the browser cleared this phone’s storage.',
}
