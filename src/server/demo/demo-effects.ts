import type { Server } from '../server.ts'
import { seeded } from './seeded.ts'

const START = Date.parse('2017-09-14T17:00:00.000Z')
const SEED = 20_170_914

export type DemoEffects = Pick<Server, 'now' | 'randomBytes'> & {
  /** Moves the clock on, as the evening does. */
  pass(minutes: number): void
  /** From here on the clock runs: the demo is told, and people may use it. */
  letRun(): void
}

/** A clock that shows an evening of the campaign, and dice that fall the same each time. For made-up people only. */
export function demoEffects(): DemoEffects {
  const { below } = seeded(SEED)
  let shown = START
  let runningSince: number | undefined
  return {
    now: () => shown + (runningSince === undefined ? 0 : Date.now() - runningSince),
    randomBytes: (length) => Uint8Array.from({ length }, () => below(256)),
    pass: (minutes) => {
      shown += minutes * 60_000
    },
    letRun: () => {
      runningSince ??= Date.now()
    },
  }
}
