/** What happened, step by step: its hash tells two runs of a seed apart, its end is shown with a violation. */
import { createHash } from 'node:crypto'

export type Trace = {
  note(line: string): void
  readonly lines: readonly string[]
  hash(): string
}

export function createTrace(): Trace {
  const lines: string[] = []
  return {
    lines,
    note: (line) => void lines.push(line),
    hash: () => createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16),
  }
}

/** Enough of an id to tell it from its neighbours. */
export const short = (id: string): string => id.slice(-6)
