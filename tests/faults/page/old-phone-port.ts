/** What a test can ask of the page that keeps to an older version of the phone's tables. */
export type OldPhonePort = {
  /** Makes the database what the old version would have left, and forgets whatever it did not have. */
  goBack(): Promise<void>
  /** So many signatures, saved by the old version's code. */
  save(count: number): Promise<void>
}

declare global {
  interface Window {
    readonly oldPhone: OldPhonePort
  }
}
