/**
 * How this phone looks and feels: its own choice, about nobody. Kept in localStorage, because `public/display.js` has to
 * know it before the first paint; shown as `data-` attributes of the page, which the style sheets and the rest read.
 */
import * as z from 'zod/mini'

const KEY = 'petition-pack-display'

const oneOf = <Value extends string>(...values: readonly [Value, ...Value[]]) =>
  z.catch(z.optional(z.enum(values)), undefined)

/** What is not chosen is as the phone has it, or as it always was. */
export const DisplayChoices = z.object({
  theme: oneOf('light', 'dark', 'contrast'),
  text: oneOf('large', 'larger'),
  hand: oneOf('left'),
  vibration: oneOf('off'),
  awake: oneOf('on'),
})
export type DisplayChoices = z.infer<typeof DisplayChoices>

const none = DisplayChoices.parse({})

export function readChoices(): DisplayChoices {
  try {
    return z.catch(DisplayChoices, none).parse(JSON.parse(localStorage.getItem(KEY) ?? ''))
  } catch {
    return none
  }
}

/** Shown at once. False where the browser keeps nothing: then it lasts until the app is closed. */
export function keepChoices(choices: DisplayChoices): boolean {
  showChoices(choices)
  try {
    localStorage.setItem(KEY, JSON.stringify(choices))
    return true
  } catch {
    return false
  }
}

const CHANGED = 'display-choices'

/** Calls back when a choice was made, here or in another tab; gives the function that ends it. */
export function whenChoicesChange(listener: () => void): () => void {
  const inAnotherTab = ({ key }: StorageEvent) => {
    if (key === KEY) showChoices(readChoices())
  }
  window.addEventListener('storage', inAnotherTab)
  window.addEventListener(CHANGED, listener)
  return () => {
    window.removeEventListener('storage', inAnotherTab)
    window.removeEventListener(CHANGED, listener)
  }
}

function showChoices(choices: DisplayChoices): void {
  const shown = document.documentElement.dataset
  for (const name of ['theme', 'text', 'hand', 'vibration', 'awake'] as const) {
    const chosen = choices[name]
    if (chosen === undefined) delete shown[name]
    else shown[name] = chosen
  }
  window.dispatchEvent(new Event(CHANGED))
}
