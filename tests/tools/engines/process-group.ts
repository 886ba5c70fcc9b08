/** A program with all that it starts, to be ended together. */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'

export type ProcessGroup = {
  /** All that it wrote so far. */
  output(): string
  /** The first match in what it writes; fails when it ends before, or after `timeoutMs`. */
  says(pattern: RegExp, timeoutMs?: number): Promise<string>
  /** kill -9 of every process of the group, and waits until none is left. */
  kill(): Promise<void>
}

export function startGroup(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): ProcessGroup {
  const child = spawn(command, args, {
    detached: true,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  let error: Error | undefined
  child.on('error', (cause) => {
    error = cause
  })
  const group = child.pid
  const killAll = () => {
    try {
      if (group !== undefined) process.kill(-group, 'SIGKILL')
    } catch {
      // It has ended by itself.
    }
  }
  // Whoever ends in the middle of a test leaves nothing behind.
  process.once('exit', killAll)
  return {
    output: () => output,
    async says(pattern, timeoutMs = 30_000) {
      for (const until = Date.now() + timeoutMs; Date.now() < until; ) {
        const match = pattern.exec(output)
        if (match) return match[1] ?? match[0]
        if (error || child.exitCode !== null) break
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      throw new Error(`${command} did not say ${pattern}: ${error?.message ?? output}`)
    },
    async kill() {
      if (group === undefined) return
      const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined
      killAll()
      process.off('exit', killAll)
      await ended
      while (isAlive(group)) await new Promise((resolve) => setTimeout(resolve, 20))
    },
  }
}

/** One that has ended but that nobody has asked for is not alive: in a container it may stay listed for ever. */
const isAlive = (group: number): boolean =>
  execFileSync('ps', ['-eo', 'pgid=,stat='], { encoding: 'utf8' })
    .split('\n')
    .some((line) => new RegExp(`^\\s*${group}\\s+[^Z\\s]`).test(line))
