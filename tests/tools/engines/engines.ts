/** The engines that the tests run in. */
import { chromium } from './chromium.ts'
import type { Engine } from './engine.ts'
import { firefox } from './firefox.ts'
import { webkit } from './webkit.ts'

/**
 * Those installed here; of each other one a loud line says what did not run and
 * how to install it. CI sets REQUIRE_ENGINES and gets an error.
 */
export const enginesHere = (what: string): Engine[] =>
  [chromium, firefox, webkit].filter(({ name, missing }) => {
    const packages = missing()
    if (packages.length === 0) return true
    const line = `${name} was not found: ${what} did not run in it. apt-get install ${packages.join(' ')}`
    if (process.env.REQUIRE_ENGINES) throw new Error(line)
    process.stderr.write(`\n*** ${line} ***\n\n`)
    return false
  })
