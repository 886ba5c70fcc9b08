/** What a bench asks of its page. All times are milliseconds. */
export type SaveTimes = { readonly saves: readonly number[]; readonly raws: readonly number[] }

export type BenchPort = {
  /** A phone of its own that holds so many unsent signatures, in so many streets of fifty doors. */
  fill(name: string, rows: number, streets?: number): Promise<void>
  /** Saves by the real path, each followed by a raw put of the same row. */
  save(name: string, count: number): Promise<SaveTimes>
  /** From asking to the first answer, on a database that has just been opened. */
  firstTally(name: string): Promise<number>
  /** From the end of each save to the tally that has it. */
  tallyUpdates(name: string, count: number): Promise<readonly number[]>
  /** What the phone itself spends on sending all of it, apart from network and server, by step. */
  push(name: string): Promise<Record<string, number>>
  remove(name: string): Promise<void>
}

declare global {
  interface Window {
    bench: BenchPort
  }
}
