/** What the sync bench asks of its page, whichever contestant is in it. */
export type SyncPort = {
  /** Makes the phone ready and lets it hold so many unsent signatures with ink. */
  fill(code: string, count: number): Promise<void>
  /** Pushes until all is acknowledged; gives the milliseconds. */
  push(): Promise<number>
}

declare global {
  interface Window {
    syncBench: SyncPort
  }
}
