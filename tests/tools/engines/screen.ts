/**
 * The part of Playwright's Page and Locator that the actors use, under names of
 * our own. Playwright's objects fit as they are; `driven-screen.ts` offers the
 * same over any driver that can run a script and move a pointer.
 */

export type Words = string | RegExp

export type Role =
  | 'alert'
  | 'button'
  | 'checkbox'
  | 'dialog'
  | 'group'
  | 'heading'
  | 'link'
  | 'main'
  | 'radio'
  | 'status'
  | 'textbox'

export interface Scope {
  /** `name` is found inside the accessible name, whatever its case, unless `exact`. */
  getByRole(role: Role, options?: { name?: Words; exact?: boolean; level?: number }): Found
  getByLabel(text: Words, options?: { exact?: boolean }): Found
  /** The smallest elements whose text holds it. */
  getByText(text: Words, options?: { exact?: boolean }): Found
  locator(css: string, options?: { hasText?: Words }): Found
}

/** What a look-up finds at the moment when it is used. What acts or reads one element waits for just one. */
export interface Found extends Scope {
  first(): Found
  last(): Found
  nth(place: number): Found
  or(other: Found): Found
  waitFor(options?: { state?: 'visible' | 'hidden'; timeout?: number }): Promise<void>
  count(): Promise<number>
  isVisible(): Promise<boolean>
  innerText(): Promise<string>
  allInnerTexts(): Promise<string[]>
  inputValue(): Promise<string>
  boundingBox(): Promise<{ x: number; y: number; width: number; height: number } | null>
  scrollIntoViewIfNeeded(): Promise<void>
  /** `delay` milliseconds lie between the press and the release. */
  click(options?: { delay?: number }): Promise<void>
  check(): Promise<void>
  fill(text: string): Promise<void>
  setInputFiles(file: { name: string; mimeType: string; buffer: Buffer }): Promise<void>
}

/** One page of a browser. */
export interface Screen extends Scope {
  goto(url: string): Promise<unknown>
  reload(): Promise<unknown>
  waitForURL(url: RegExp | ((url: URL) => boolean), options?: { timeout?: number }): Promise<void>
  /** The function is sent as text: it sees nothing but its argument. */
  evaluate<R>(run: string | (() => R | Promise<R>)): Promise<R>
  evaluate<R, A>(run: (argument: A) => R | Promise<R>, argument: A): Promise<R>
  readonly keyboard: { press(key: string): Promise<void> }
  readonly mouse: {
    move(x: number, y: number): Promise<void>
    down(): Promise<void>
    up(): Promise<void>
  }
  screenshot(options?: { path?: string }): Promise<Uint8Array>
  close(): Promise<void>
}
