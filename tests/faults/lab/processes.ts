/** The processes of a browser: told apart by their profile, and by what they do. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'

const BUSY_MS = 600

/** All of them: those that name the profile lead the groups of the others. */
export function processesOf(profile: string): number[] {
  const rows = execFileSync('ps', ['-axww', '-o', 'pid=,pgid=,command='], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
    .split('\n')
    .flatMap((line) => {
      const [, pid, group, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
      return pid === undefined ? [] : [{ pid: Number(pid), group: Number(group), command }]
    })
  const groups = new Set(
    rows.filter(({ command }) => command.includes(`--user-data-dir=${profile}`)).map(({ group }) => group),
  )
  return rows.filter(({ group }) => groups.has(group)).map(({ pid }) => pid)
}

/** The one that runs this page: the one that works while the page alone does. Linux only. */
export async function rendererOf(page: Page, profile: string): Promise<number> {
  const before = new Map(processesOf(profile).map((pid) => [pid, workedBy(pid)]))
  await page.evaluate((ms) => {
    const until = performance.now() + ms
    while (performance.now() < until);
  }, BUSY_MS)
  const [busiest] = [...before].sort(([a, was], [b, wasToo]) => workedBy(b) - wasToo - (workedBy(a) - was))
  if (busiest === undefined) throw new Error('the browser runs')
  return busiest[0]
}

/** Clock ticks of its own, from the 14th field of its line; the name before may hold blanks. */
function workedBy(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
    return Number(fields[11])
  } catch {
    return 0
  }
}
