import { countText, instantText } from '../../shared/value-text.ts'

export const backupFileText = {
  title: 'Take in a backup file',
  lead: 'A phone can save what it has not sent into a file ending in “.pack.txt”. The names in it are sealed: only this server can open them. Taking a file in twice changes nothing.',
  back: 'Batches',
  file: 'Backup file',
  fileHelp: 'The volunteer sends it to you by mail or message.',
  notAFile: 'This is not a backup file of this app. Choose the one whose name ends in “.pack.txt”.',
  otherPetition: 'This file belongs to another petition.',
  newer: 'This file comes from a newer app. Update the server, then take it in.',
  chosen: (name: string, n: number, madeAt: string) =>
    `${name}: ${countText(n, 'entry', 'entries')}, saved ${instantText(madeAt)} by the phone’s clock.`,
  take: 'Take it in',
  goOn: 'Go on',
  taking: 'Handing in',
  takingOf: (done: number, all: number) => `${done} of ${countText(all, 'entry', 'entries')}`,
  empty: 'There is nothing in this file.',
  result: (taken: number, known: number) =>
    [
      ...(taken > 0 ? [`${countText(taken, 'entry was', 'entries were')} new and taken in.`] : []),
      ...(known > 0 ? [`${countText(known, 'entry was', 'entries were')} here already.`] : []),
    ].join(' '),
  waiting: (n: number) => `${countText(n, 'entry waits', 'entries wait')} in the tray for somebody to look.`,
  toBatches: 'Go to batches',
  toTray: 'Go to the tray',
  stopped: 'It stopped on the way. What was handed in so far is safe.',
}

export const backupStateText = {
  title: 'Backups of the server',
  good: (when: string) => `The last verified backup was made ${when}.`,
  none: 'There is no verified backup yet. Until there is one, phones keep what they have sent.',
  failed: (when: string) => `A backup failed ${when}. Whoever runs the server finds the reason in its log.`,
  sameDisk:
    'The backups lie on the same disk as the database. If that disk breaks, both are lost: whoever runs the server can set BACKUP_DIR to another disk.',
  off: 'Regular backups are turned off. Whoever runs the server can turn them on with BACKUP_EVERY.',
  unbacked: (n: number) =>
    n === 0
      ? 'Everything that phones have sent is in it.'
      : `${countText(n, 'entry', 'entries')} came since; the phones keep them until the next one.`,
}
