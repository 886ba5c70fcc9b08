import { closeSync, fsyncSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const FILL = 'fill'

/** To the last block. Gives how many bytes are left. */
export function fillDisk(directory: string): number {
  const file = openSync(join(directory, FILL), 'a')
  try {
    for (const block of [1 << 20, 1 << 12]) {
      const bytes = Buffer.alloc(block)
      try {
        for (;;) if (writeSync(file, bytes) < block) break
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      }
    }
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  const { bavail, bsize } = statfsSync(directory)
  return bavail * bsize
}

export const freeDisk = (directory: string): void => rmSync(join(directory, FILL), { force: true })
