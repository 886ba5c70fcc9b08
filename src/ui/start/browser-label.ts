/** "Chrome on Android": so that a member can tell the own browsers apart. A label, never a decision. */
export function browserLabel(userAgent: string): string {
  const browser = named(userAgent, browsers) ?? 'A browser'
  const system = named(userAgent, systems)
  return system === undefined ? browser : `${browser} on ${system}`
}

/** The first match counts: most browsers also carry the names of others. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/EdgA?\/|EdgiOS/, 'Edge'],
  [/SamsungBrowser/, 'Samsung Internet'],
  [/OPR\/|OPT\//, 'Opera'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/CriOS|Chrome|Chromium/, 'Chrome'],
  [/Safari/, 'Safari'],
]

const systems: readonly (readonly [RegExp, string])[] = [
  [/Android/, 'Android'],
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Mac OS X/, 'a Mac'],
  [/Linux/, 'Linux'],
]

const named = (userAgent: string, names: readonly (readonly [RegExp, string])[]) =>
  names.find(([pattern]) => pattern.test(userAgent))?.[1]
