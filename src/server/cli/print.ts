import type { BackupProgress } from '../backup/make-backup.ts'
import { progressText } from './backup-text.ts'

export const print = (text: string): void => void process.stdout.write(text)

/** Beside what the command says in the end, and no more than a line each second. */
export function progressPrinter(first: string): (progress: BackupProgress) => void {
  process.stderr.write(first)
  let last = Date.now()
  return (progress) => {
    const now = Date.now()
    if (progress.step === 'copy' && now - last < 1000) return
    last = now
    process.stderr.write(progressText(progress))
  }
}
