/** A browser engine that the tests can start, kill and start again on the same profile. */
import type { Screen } from './screen.ts'

export type EngineName = 'Chromium' | 'Firefox' | 'WebKitGTK'

export type Engine = {
  readonly name: EngineName
  /** The Debian packages that it needs and does not find here. */
  missing(): readonly string[]
  /** Opens a browser at phone size, whose data stay in the directory when it ends. */
  open(profile: string): Promise<Browser>
}

export type Browser = {
  /** The page it began with. */
  page(): Screen
  newPage(): Promise<Screen>
  /** Whether the whole browser, its service workers too, reaches any server. */
  setOffline(offline: boolean): Promise<void>
  forgetCookies(): Promise<void>
  /** The text of the file that the page downloads on account of what `cause` does. */
  download(cause: () => Promise<void>): Promise<string>
  /** Every origin that a page has asked for anything since the start. */
  origins(): readonly string[]
  /** kill -9 of all its processes: what an empty battery does. */
  kill(): Promise<void>
  close(): Promise<void>
}
