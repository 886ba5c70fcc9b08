import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type SmallDisk = {
  readonly directory: string
  grow(kib: number): void
  remove(): void
}

/** A disk that is soon full; undefined where this user may not mount one. */
export function mountSmallDisk(kib: number): SmallDisk | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined
  const directory = mkdtempSync(join(tmpdir(), 'petition-pack-disk-'))
  const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: 'ignore' })
  try {
    run('mount', '-t', 'tmpfs', '-o', `size=${kib}k`, 'tmpfs', directory)
  } catch {
    rmSync(directory, { recursive: true })
    return undefined
  }
  return {
    directory,
    grow: (more) => run('mount', '-o', `remount,size=${more}k`, directory),
    remove: () => {
      run('umount', directory)
      rmSync(directory, { recursive: true })
    },
  }
}
