import type { Lab } from './lab/lab.ts'

/** One row of the list of faults: how it is made, and what it must not do. */
export type Fault = {
  readonly id: `X${number}`
  readonly title: string
  /** The rules of the design that it proves. */
  readonly proves: string
  /** Where the server's store has no part in it, it runs on one. */
  readonly stores: 'each' | 'one'
  readonly trials: number
  run(lab: Lab, trials: number): Promise<void>
}
