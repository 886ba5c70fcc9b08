/**
 * Ways to put the app on a home screen. What can be done is asked of the
 * browser; by its name only the order of the instructions is guessed, and all
 * of them can be opened.
 */
export const installWays = [
  'android-chrome',
  'android-samsung',
  'android-firefox',
  'iphone-safari',
  'iphone-other',
  'computer-chrome',
  'mac-safari',
  'computer-firefox',
] as const
export type InstallWay = (typeof installWays)[number]

/** What of a `navigator` is asked. */
export type BrowserTraits = {
  readonly userAgent: string
  /** Apple's alone. */
  readonly standalone?: boolean
  readonly maxTouchPoints?: number
}

export function likelyWay({ userAgent, standalone, maxTouchPoints = 0 }: BrowserTraits): InstallWay {
  const is = (pattern: RegExp) => pattern.test(userAgent)
  // An iPad calls itself a Mac; a Mac has no touch screen.
  if (is(/iPhone|iPad/) || (standalone !== undefined && maxTouchPoints > 0)) {
    return is(/CriOS|FxiOS|EdgiOS|OPT\/|DuckDuckGo/) ? 'iphone-other' : 'iphone-safari'
  }
  if (is(/Android/)) {
    if (is(/SamsungBrowser/)) return 'android-samsung'
    return is(/Firefox/) ? 'android-firefox' : 'android-chrome'
  }
  if (is(/Firefox/)) return 'computer-firefox'
  return is(/Macintosh/) && !is(/Chrom|Edg/) ? 'mac-safari' : 'computer-chrome'
}
