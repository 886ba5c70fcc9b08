/** What the commands about backups say. */
import type { BackupManifest } from '../backup/backup-manifest.ts'
import { manifestFileOf } from '../backup/backup-manifest.ts'
import type { ListedBackup } from '../backup/list-backups.ts'
import type { BackupProgress } from '../backup/make-backup.ts'
import type { Restored } from '../backup/prepare-restore.ts'
import type { RefusedRestore } from '../backup/restore-refused.ts'

export const COPYING = 'Copying the database …\n'
export const READING = 'Reading the backup …\n'

export const progressText = (progress: BackupProgress): string =>
  progress.step === 'check'
    ? 'Checking the copy …\n'
    : `Copied ${number(progress.rows)} of ${number(progress.of)} rows …\n`

export const backupText = (file: string, manifest: BackupManifest): string =>
  [
    '',
    'Backed up, opened and found whole.',
    `  The copy:   ${file}`,
    `  Its keys:   ${manifestFileOf(file)}`,
    `  In it:      ${contentOf(manifest)}, ${sizeOf(manifest.bytes)}`,
    ...(manifest.sameDisk ? ['', ...SAME_DISK] : []),
    '',
    'To bring it back, both files and the recovery kit of each petition are needed.',
    '',
    '',
  ].join('\n')

const SAME_DISK = [
  'The copy is on the same disk as the data: if that disk breaks, both are gone.',
  'Set BACKUP_DIR to another disk, or copy both files to another machine.',
]

export function backupFailedText(code: string, directory: string): string {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'SQLITE_FULL':
      return `There is too little room for a backup in ${directory}, or beside the database. Free some space, or name another directory with --to. What was half made is removed.`
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_READONLY':
      return `${directory} can't be written by the user that the server runs as. Give that user the directory, or name another one with --to.`
    case 'ENOTDIR':
    case 'EEXIST':
      return `${directory} is not a directory. Name another one with --to.`
    case 'DAMAGED_COPY':
      return 'The copy was not whole when it was opened, so it is removed and does not count. Run the command again; if it happens again, look at the disk.'
    default:
      return `The backup was not made${code === '' ? '' : ` (${code})`}. What was half made is removed; the server goes on as before.`
  }
}

export function backupsText(backups: readonly ListedBackup[], directory: string, now: number): string {
  if (backups.length === 0) {
    return `There is no backup in ${directory}.\nMake one: npx petition-pack backup\n`
  }
  const blocks = backups.map(({ file, manifest, isVerified }) => {
    if (manifest === undefined) return [file, `  its keys are missing or damaged: it can't be restored`]
    return [
      file,
      `  made ${whenOf(manifest.madeAt)}, ${ageOf(now - Date.parse(manifest.madeAt))} ago`,
      `  ${contentOf(manifest)}, ${sizeOf(manifest.bytes)}`,
      `  ${isVerified ? 'verified' : "NOT verified: its size has changed since it was made, so it can't be restored"}${manifest.sameDisk ? '; on the same disk as the data' : ''}`,
    ]
  })
  return `${blocks.map((lines) => `${lines.join('\n')}\n`).join('\n')}`
}

export function restoredText(restored: Restored): string {
  const { madeAt, petitions, leftOut, entries, signatures, setAside, codesEnded } = restored
  return [
    '',
    `Restored the backup of ${whenOf(madeAt)}, opened it and read it with its keys.`,
    ...petitions.map((title) => `  Petition:   ${titleText(title)}`),
    `  In it:      ${counted(entries, 'entry', 'entries')}, ${counted(signatures, 'signature')}`,
    ...leftOut.map((title) => `  Left out:   ${titleText(title)}: no kit and no master key opens it`),
    ...(setAside === undefined ? [] : [`  Set aside:  what was there before is now ${setAside}`]),
    '',
    'Phones will send again what came after, as soon as they reach this server.',
    'What organisers decided after that time is to be decided again, and whoever lost access after it has it again: end it once more.',
    ...(codesEnded
      ? [
          'This machine has a master key of its own, so codes to join that were given out before work no more: invite again.',
          'Who has joined already stays in. For a new link for an organiser: npm start -- --organiser-link',
        ]
      : []),
    '',
    'Start the server now: npm start',
    '',
  ].join('\n')
}

export function restoreRefusedText(reason: RefusedRestore, file: string, dataDir: string): string {
  switch (reason.kind) {
    case 'no-file':
      return `There is no file ${file}. "npx petition-pack backups" lists the backups.`
    case 'no-keys':
      return `The keys of this backup are missing: ${manifestFileOf(file)} must lie beside it. Nothing was changed.`
    case 'damaged':
      return `The backup ${file} is not as it was when it was made. Take another one: "npx petition-pack backups" lists them. Nothing was changed.`
    case 'newer-version':
      return 'This backup was made by a newer Petition Pack. Install that version, then restore. Nothing was changed.'
    case 'server-runs':
      return `A Petition Pack server is running on ${dataDir}. Stop it first. Nothing was changed.`
    case 'target-taken':
      return 'There are petitions in the database already. With --force they are set aside, not deleted. Nothing was changed.'
    case 'locked':
      return reason.nothingOpens
        ? 'No petition of this backup opens with these codes or keys. Give the code of its recovery kit, or the master key of the machine that made it with --master-key. A draft without a kit opens with the master key only. Nothing was changed.'
        : `These petitions do not open: ${reason.petitions.map(titleText).join(', ')}. Give the code of each one's recovery kit, or the master key with --master-key. With --accept-loss they are left out. Nothing was changed.`
    case 'loss':
      return lossText(reason)
  }
}

function lossText({ loss, madeAt }: Extract<RefusedRestore, { kind: 'loss' }>): string {
  const end = 'With --accept-loss it is restored all the same. Nothing was changed.'
  switch (loss.kind) {
    case 'known':
      return `There are ${loss.newer} newer backups, and phones may no longer hold ${counted(loss.entries, 'entry', 'entries')} that came after this one. Restore the newest. ${end}`
    case 'unknown':
      return `There are ${loss.newer} newer backups, and how much phones may no longer hold of what came after this one can't be known. Restore the newest. ${end}`
    case 'alone':
      return `This backup is of ${whenOf(madeAt)}. If two newer ones were made since, phones may no longer hold what came in between; how much can't be known from this one. Look for newer ones first. ${end}`
  }
}

export const askKitText = (title: string): string =>
  `Recovery code of ${titleText(title)} (it is not shown): `

const titleText = (title: string) => (title === '' ? 'a petition without a title' : `“${title}”`)

const contentOf = ({ heads, entries, signatures }: BackupManifest) =>
  [
    counted(Object.keys(heads).length, 'petition'),
    counted(entries, 'entry', 'entries'),
    counted(signatures, 'signature'),
  ].join(', ')

const number = (value: number) => value.toLocaleString('en-GB')
const counted = (count: number, one: string, many = `${one}s`) =>
  `${number(count)} ${count === 1 ? one : many}`
const sizeOf = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
const whenOf = (instant: string) => `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`

function ageOf(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000))
  if (minutes < 120) return counted(minutes, 'minute')
  if (minutes < 48 * 60) return counted(Math.round(minutes / 60), 'hour')
  return counted(Math.round(minutes / 1440), 'day')
}
