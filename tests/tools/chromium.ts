import { type BrowserContext, chromium } from 'playwright-core'
import { onPath } from './engines/on-path.ts'

/**
 * Plain flags. Those that @sparticuz/chromium suggests for its own binary switch
 * off web security and run everything in one process: not what a phone does.
 */
export const CHROMIUM_ARGS = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage']

/** CHROMIUM_PATH, a browser on the PATH, or the one that comes with npm; else an error that says what to install. */
export async function findChromium(): Promise<string> {
  const given = process.env.CHROMIUM_PATH
  if (given) return given
  const found = onPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable')
  if (found) return found
  try {
    const { default: packed } = await import('@sparticuz/chromium')
    return await packed.executablePath()
  } catch (error) {
    throw new Error(
      'No Chromium for the browser tests. Install one (apt-get install chromium), or set CHROMIUM_PATH.',
      {
        cause: error,
      },
    )
  }
}

/** A browser whose profile stays in the directory, so that it can be killed and started again cold. */
export async function openChromium(
  profileDirectory: string,
  options: Parameters<typeof chromium.launchPersistentContext>[1] = {},
): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profileDirectory, {
    executablePath: await findChromium(),
    args: CHROMIUM_ARGS,
    viewport: { width: 360, height: 740 },
    ...options,
  })
}
