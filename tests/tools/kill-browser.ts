import { execFileSync } from 'node:child_process'

/** kill -9 of every process of the browser with this profile: what an empty battery does to it. */
export async function killBrowser(profileDirectory: string): Promise<void> {
  for (const pid of pidsOf(profileDirectory)) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It ended between the listing and the kill.
    }
  }
  for (let waits = 0; pidsOf(profileDirectory).length > 0 && waits < 100; waits += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function pidsOf(profileDirectory: string): number[] {
  return execFileSync('ps', ['-axww', '-o', 'pid=,command='], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
    .split('\n')
    .filter((line) => line.includes(`--user-data-dir=${profileDirectory}`))
    .map((line) => Number(line.trim().split(' ')[0]))
}
