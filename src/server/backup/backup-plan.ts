import { stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

/** Where copies go, and how often. */
export type BackupPlan = {
  readonly directory: string
  /** 0: only when somebody asks. */
  readonly everyMinutes: number
  /** A directory on the disk that holds the data; undefined when that disk is in another machine. */
  readonly dataDisk: string | undefined
}

/** Whether one broken disk would take the data and this directory of copies. */
export async function isSameDisk({ dataDisk }: BackupPlan, directory: string): Promise<boolean> {
  return dataDisk !== undefined && (await diskOf(dataDisk)) === (await diskOf(directory))
}

/** A directory that is still to be made will lie on the disk of the one above it. */
async function diskOf(directory: string): Promise<number> {
  try {
    return (await stat(directory)).dev
  } catch (error) {
    const above = dirname(resolve(directory))
    if (above === resolve(directory)) throw error
    return diskOf(above)
  }
}
