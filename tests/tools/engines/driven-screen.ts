/**
 * A screen over any driver that can run a script in the page and press keys and
 * buttons: look-ups happen in the page, input comes from the driver, and what
 * is not there yet is looked for again until a deadline.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Answer, type Box, type Finder, installFinder, type Step, type Wanted } from './page-finder.ts'
import type { Found, Scope, Screen, Words } from './screen.ts'

/** One page as a driver sees it. W3C WebDriver and WebDriver BiDi write input the same way. */
export type PageDriver = {
  /** Until its `load`. */
  go(url: string): Promise<void>
  reload(): Promise<void>
  /** Awaits the expression in the page; its value passes as JSON. */
  run(expression: string): Promise<unknown>
  act(sources: readonly InputSource[]): Promise<void>
  /** PNG as base64. */
  screenshot(): Promise<string>
  close(): Promise<void>
}

export type InputSource =
  | {
      type: 'pointer'
      id: 'mouse'
      parameters: { pointerType: 'mouse' }
      actions: readonly PointerAction[]
    }
  | {
      type: 'key'
      id: 'keyboard'
      actions: readonly { type: 'keyDown' | 'keyUp'; value: string }[]
    }

type PointerAction =
  | { type: 'pointerMove'; x: number; y: number; duration: number }
  | { type: 'pointerDown' | 'pointerUp'; button: 0 }
  | { type: 'pause'; duration: number }

const WAIT_MS = 30_000
const AGAIN_MS = 50
/** A page that gives way while a press is asked after was sent away by it. */
const wentAway: Answer<true> = { value: true }

const testingLibrary = readFileSync(
  createRequire(import.meta.url).resolve('@testing-library/dom/dist/@testing-library/dom.umd.min.js'),
  'utf8',
)

/** The library may find a module loader on the page's globals and must not use it. */
const finderSource = `(() => {
  const exports = undefined, module = undefined, define = undefined;
  (function () { ${testingLibrary} }).call(window);
  (${installFinder})();
})()`

export function createDrivenScreen(driver: PageDriver): Screen {
  /** Scripts of the look-ups go with the page when it loads anew. */
  async function ask(method: keyof Finder, ...args: readonly unknown[]): Promise<unknown> {
    const call = `window.petitionPackFinder ? window.petitionPackFinder.${method}(...${JSON.stringify(args)}) : 'no finder'`
    const answer = await driver.run(call)
    if (answer !== 'no finder') return answer
    await driver.run(finderSource)
    return driver.run(call)
  }

  /** While a page gives way to the next, a driver fails: that is one more reason to look again. */
  async function until<T>(what: () => string, look: () => Promise<Answer<T>>, timeout = WAIT_MS): Promise<T> {
    const deadline = Date.now() + timeout
    for (;;) {
      const answer = await look().catch((error): Answer<T> => ({ notYet: String(error) }))
      if ('value' in answer) return answer.value
      if (Date.now() > deadline) {
        const url = await driver.run('location.href').catch(String)
        throw new Error(`${what()}: ${answer.notYet}, after ${timeout} ms at ${url}`)
      }
      await sleep(AGAIN_MS)
    }
  }

  const pointer = (...actions: readonly PointerAction[]) =>
    driver.act([{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }])

  function scope(steps: readonly Step[]): Scope {
    const found = (step: Step) => find([...steps, step])
    return {
      getByRole: (role, { name, exact = false, level } = {}) =>
        found({
          by: 'role',
          role,
          name: name === undefined ? null : wanted(name, exact),
          level: level ?? null,
        }),
      getByLabel: (text, { exact = false } = {}) => found({ by: 'label', text: wanted(text, exact) }),
      getByText: (text, { exact = false } = {}) => found({ by: 'text', text: wanted(text, exact) }),
      locator: (css, { hasText } = {}) =>
        found({ by: 'css', css, text: hasText === undefined ? null : wanted(hasText, false) }),
    }
  }

  function find(steps: readonly Step[]): Found {
    const what = () => describe(steps)
    const place = (n: number) => find([...steps, { by: 'place', place: n }])
    const settled = <T>(method: keyof Finder, ...args: readonly unknown[]) =>
      until(what, async () => (await ask(method, steps, ...args)) as Answer<T>)

    async function click({ delay = 0 }: { delay?: number } = {}): Promise<void> {
      await until(what, async () => {
        const target = (await ask('target', steps)) as Answer<{ x: number; y: number }>
        if ('notYet' in target) return target
        const at = { x: Math.round(target.value.x), y: Math.round(target.value.y) }
        await pointer(
          { type: 'pointerMove', ...at, duration: 0 },
          { type: 'pointerDown', button: 0 },
          { type: 'pause', duration: delay },
          { type: 'pointerUp', button: 0 },
        )
        return (await ask('pressed').catch(() => wentAway)) as Answer<true>
      })
    }

    const screenOfFound: Found = {
      ...scope(steps),
      first: () => place(0),
      last: () => place(-1),
      nth: place,
      or: (other) => find([...steps, { by: 'or', other: stepsOf(other) }]),
      async waitFor({ state = 'visible', timeout = WAIT_MS } = {}) {
        await until(
          what,
          async () => {
            const visible = (await ask('visible', steps)) as boolean[]
            const isThere = visible.includes(true)
            if (state === 'hidden' ? !isThere : isThere && visible.length === 1) return { value: true }
            return { notYet: `${visible.length} found, ${isThere ? 'visible' : 'none visible'}` }
          },
          timeout,
        )
      },
      count: async () => ((await ask('visible', steps)) as boolean[]).length,
      isVisible: async () => ((await ask('visible', steps)) as boolean[]).includes(true),
      allInnerTexts: async () => (await ask('texts', steps)) as string[],
      innerText: () =>
        until(what, async () => {
          const texts = (await ask('texts', steps)) as string[]
          const [text] = texts
          return text !== undefined && texts.length === 1
            ? { value: text }
            : { notYet: `${texts.length} found` }
        }),
      inputValue: () => settled<string>('value'),
      boundingBox: () => settled<Box>('box'),
      scrollIntoViewIfNeeded: async () => {
        await settled('scroll')
      },
      click,
      async check() {
        if (await settled<boolean>('checked')) return
        await click()
        await until(what, async () => {
          const answer = (await ask('checked', steps)) as Answer<boolean>
          return 'value' in answer && !answer.value ? { notYet: 'not checked' } : answer
        })
      },
      fill: async (text) => {
        await settled('fill', text)
      },
      setInputFiles: async ({ name, mimeType, buffer }) => {
        await settled('give', { name, type: mimeType, base64: buffer.toString('base64') })
      },
    }
    stepsByFound.set(screenOfFound, steps)
    return screenOfFound
  }

  return {
    ...scope([]),
    goto: (url) => driver.go(url),
    reload: () => driver.reload(),
    async waitForURL(url, { timeout = WAIT_MS } = {}) {
      await until(
        () => `an address like ${url}`,
        async () => {
          const now = String(await driver.run('location.href'))
          const isThere = url instanceof RegExp ? url.test(now) : url(new URL(now))
          return isThere ? { value: true } : { notYet: now }
        },
        timeout,
      )
    },
    evaluate: async <R, A>(run: string | ((argument: A) => R | Promise<R>), argument?: A) =>
      (await driver.run(typeof run === 'string' ? run : `(${run})(${JSON.stringify(argument)})`)) as R,
    keyboard: {
      press: (key) => {
        const value = keyCodes[key] ?? key
        return driver.act([
          {
            type: 'key',
            id: 'keyboard',
            actions: [
              { type: 'keyDown', value },
              { type: 'keyUp', value },
            ],
          },
        ])
      },
    },
    mouse: {
      move: (x, y) => pointer({ type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0 }),
      down: () => pointer({ type: 'pointerDown', button: 0 }),
      up: () => pointer({ type: 'pointerUp', button: 0 }),
    },
    async screenshot({ path } = {}) {
      const png = Buffer.from(await driver.screenshot(), 'base64')
      if (path !== undefined) writeFileSync(path, png)
      return png
    },
    close: () => driver.close(),
  }
}

const stepsByFound = new WeakMap<Found, readonly Step[]>()

function stepsOf(found: Found): readonly Step[] {
  const steps = stepsByFound.get(found)
  if (!steps) throw new Error('both were found on the same screen')
  return steps
}

const wanted = (words: Words, exact: boolean): Wanted =>
  words instanceof RegExp ? { pattern: words.source, flags: words.flags } : { text: words, exact }

const wordsOf = (text: Wanted | null) =>
  text === null ? '' : ` ${'text' in text ? `“${text.text}”` : `/${text.pattern}/`}`

const describe = (steps: readonly Step[]): string =>
  steps
    .map((step) => {
      if (step.by === 'role') return `${step.role}${wordsOf(step.name)}`
      if (step.by === 'css') return `${step.css}${wordsOf(step.text)}`
      if (step.by === 'place') return `no. ${step.place}`
      if (step.by === 'or') return `or (${describe(step.other)})`
      return `${step.by}${wordsOf(step.text)}`
    })
    .join(' > ')

/** https://www.w3.org/TR/webdriver2/#keyboard-actions */
const keyCodes: Record<string, string> = {
  Tab: '\uE004',
  Enter: '\uE007',
  Escape: '\uE00C',
  ArrowUp: '\uE013',
  ArrowDown: '\uE015',
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
