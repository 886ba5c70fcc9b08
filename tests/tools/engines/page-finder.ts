/**
 * The look-ups that run inside the page, for engines whose driver has none by
 * role and label. `installFinder` is sent as text: it may use nothing from this
 * module but types.
 */

/** What a name or a text is compared with, as it can be sent. */
export type Wanted = { text: string; exact: boolean } | { pattern: string; flags: string }

export type Step =
  | { by: 'role'; role: string; name: Wanted | null; level: number | null }
  | { by: 'label'; text: Wanted }
  | { by: 'text'; text: Wanted }
  | { by: 'css'; css: string; text: Wanted | null }
  | { by: 'place'; place: number }
  | { by: 'or'; other: readonly Step[] }

export type Box = { x: number; y: number; width: number; height: number }

/** What the page answers: a value, or why there is none yet. */
export type Answer<T> = { value: T } | { notYet: string }

export type Finder = {
  texts(steps: readonly Step[]): string[]
  visible(steps: readonly Step[]): boolean[]
  box(steps: readonly Step[]): Answer<Box>
  scroll(steps: readonly Step[]): Answer<true>
  value(steps: readonly Step[]): Answer<string>
  checked(steps: readonly Step[]): Answer<boolean>
  /** The point to press: visible, enabled, at rest and under nothing else. */
  target(steps: readonly Step[]): Promise<Answer<{ x: number; y: number }>>
  /** Whether the press of the last target came to it; one that went elsewhere was kept from the page. */
  pressed(): Answer<true>
  fill(steps: readonly Step[], text: string): Answer<true>
  give(steps: readonly Step[], file: { name: string; type: string; base64: string }): Answer<true>
}

type Testing = {
  queryAllByRole(
    scope: HTMLElement,
    role: string,
    options: { name?: (name: string) => boolean; level?: number },
  ): HTMLElement[]
  queryAllByLabelText(scope: HTMLElement, matches: (text: string) => boolean): HTMLElement[]
}

declare global {
  interface Window {
    TestingLibraryDom?: Testing
    petitionPackFinder?: Finder
  }
}

export function installFinder(): void {
  const testing = window.TestingLibraryDom
  if (!testing) throw new Error('the look-ups by role come first')
  const EDGE = 32
  const flat = (text: string) => text.replace(/\s+/g, ' ').trim()

  function matcher(wanted: Wanted): (text: string) => boolean {
    if ('pattern' in wanted) {
      const pattern = new RegExp(wanted.pattern, wanted.flags)
      return (text) => pattern.test(flat(text))
    }
    const sought = flat(wanted.text)
    return wanted.exact
      ? (text) => flat(text) === sought
      : (text) => flat(text).toLowerCase().includes(sought.toLowerCase())
  }

  function withText(scope: HTMLElement, matches: (text: string) => boolean): HTMLElement[] {
    const holders = new Set(
      [...scope.querySelectorAll<HTMLElement>('body, body *:not(script, style, noscript, template)')].filter(
        (element) => matches(element.textContent ?? ''),
      ),
    )
    return [...holders].filter(
      (element) => ![...element.children].some((child) => holders.has(child as HTMLElement)),
    )
  }

  function search(scope: HTMLElement, step: Step): HTMLElement[] {
    if (step.by === 'role') {
      return (
        testing?.queryAllByRole(scope, step.role, {
          ...(step.name && { name: matcher(step.name) }),
          ...(step.level !== null && { level: step.level }),
        }) ?? []
      )
    }
    if (step.by === 'label') return testing?.queryAllByLabelText(scope, matcher(step.text)) ?? []
    if (step.by === 'text') return withText(scope, matcher(step.text))
    if (step.by === 'css') {
      const found = [...scope.querySelectorAll<HTMLElement>(step.css)]
      const matches = step.text && matcher(step.text)
      return matches ? found.filter((element) => matches(element.textContent ?? '')) : found
    }
    return []
  }

  function all(steps: readonly Step[]): HTMLElement[] {
    let found = [document.documentElement]
    for (const step of steps) {
      if (step.by === 'place') found = found.slice(step.place).slice(0, 1)
      else if (step.by === 'or') {
        found = [...new Set([...found, ...all(step.other)])].sort((a, b) =>
          a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
        )
      } else found = [...new Set(found.flatMap((scope) => search(scope, step)))]
    }
    return found
  }

  /** As Playwright has it: of several nobody can say which was meant. */
  function one<T>(steps: readonly Step[], use: (element: HTMLElement) => Answer<T>): Answer<T> {
    const found = all(steps)
    const [element] = found
    return element && found.length === 1 ? use(element) : { notYet: `${found.length} found` }
  }

  function isVisible(element: Element): boolean {
    const { width, height } = element.getBoundingClientRect()
    const folded = element.parentElement?.closest('details:not([open])')
    if (folded && !folded.querySelector('summary')?.contains(element)) return false
    return width > 0 && height > 0 && element.checkVisibility({ visibilityProperty: true })
  }

  const boxOf = (element: Element): Box => {
    const { x, y, width, height } = element.getBoundingClientRect()
    return { x, y, width, height }
  }

  const nextFrame = () =>
    new Promise((resolve) => {
      requestAnimationFrame(resolve)
      setTimeout(resolve, 100)
    })

  /** The nearest scroll that shows it; a bar over the bottom may still cover it there. */
  function centre(element: Element): void {
    element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' })
  }

  function pointOf(element: HTMLElement): { x: number; y: number } {
    const [line] = element.getClientRects()
    const { x, y, width, height } = line ?? element.getBoundingClientRect()
    return { x: x + width / 2, y: y + height / 2 }
  }

  /** Whether a press there reaches it, itself or through its label. */
  function takesPress(element: HTMLElement, { x, y }: { x: number; y: number }): boolean {
    const hit = document.elementFromPoint(x, y)
    return hit !== null && reaches(element, hit)
  }

  function reaches(element: HTMLElement, hit: Element): boolean {
    const label = hit.closest('label')
    return element.contains(hit) || (label !== null && label.control === element)
  }

  async function target(steps: readonly Step[]): Promise<Answer<{ x: number; y: number }>> {
    const found = one(steps, (element) => {
      if (!isVisible(element)) return { notYet: 'hidden' }
      const isOff = element.matches(':disabled') || element.closest('[aria-disabled=true]') !== null
      return isOff ? { notYet: 'disabled' } : { value: element }
    })
    return 'notYet' in found ? found : atRest(found.value)
  }

  /** Where a browser's own scroll bars come and go, and take the press. */
  const isAtEdge = ({ y }: { y: number }) => y < EDGE || y > innerHeight - EDGE

  async function atRest(element: HTMLElement): Promise<Answer<{ x: number; y: number }>> {
    if (isAtEdge(pointOf(element)) || !takesPress(element, pointOf(element))) centre(element)
    const before = pointOf(element)
    await nextFrame()
    const point = pointOf(element)
    if (point.x !== before.x || point.y !== before.y) return { notYet: 'moving' }
    if (!takesPress(element, point)) {
      const hit = document.elementFromPoint(point.x, point.y)
      return { notYet: `covered by ${hit?.outerHTML.slice(0, 80)}` }
    }
    watchPress(element)
    return { value: point }
  }

  const PRESS = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'] as const
  /** A page that came meanwhile was brought by the press. */
  let pressed: Answer<true> = { value: true }
  let unwatch = () => {}

  /** A driver's press may be lost, or land where the element was before a scroll. */
  function watchPress(element: HTMLElement): void {
    unwatch()
    pressed = { notYet: 'the press came to nothing' }
    const watch = (event: Event) => {
      if (!(event.target instanceof Element)) return
      if (event.type === 'pointerdown') {
        pressed = reaches(element, event.target)
          ? { value: true }
          : { notYet: `the press went to ${event.target.outerHTML.slice(0, 80)}` }
      }
      if ('value' in pressed) return
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    for (const type of PRESS) addEventListener(type, watch, true)
    unwatch = () => {
      for (const type of PRESS) removeEventListener(type, watch, true)
    }
  }

  window.petitionPackFinder = {
    texts: (steps) => all(steps).map((element) => element.innerText),
    visible: (steps) => all(steps).map(isVisible),
    box: (steps) => one(steps, (element) => ({ value: boxOf(element) })),
    scroll: (steps) =>
      one(steps, (element) => {
        const { top, bottom } = element.getBoundingClientRect()
        if (top < 0 || bottom > innerHeight) centre(element)
        return { value: true }
      }),
    value: (steps) =>
      one(steps, (element) =>
        element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
          ? { value: element.value }
          : { notYet: 'no field' },
      ),
    checked: (steps) =>
      one(steps, (element) =>
        element instanceof HTMLInputElement ? { value: element.checked } : { notYet: 'no field' },
      ),
    target,
    pressed: () => {
      unwatch()
      return pressed
    },
    fill: (steps, text) =>
      one(steps, (element) => {
        if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)) {
          return { notYet: 'no field' }
        }
        if (!isVisible(element) || element.disabled || element.readOnly) return { notYet: 'not to be filled' }
        element.focus()
        element.select()
        // The way of an input method: the page sees beforeinput and input, and maxlength holds.
        const edited = document.execCommand(text === '' ? 'delete' : 'insertText', false, text)
        return edited || element.value === text ? { value: true } : { notYet: 'the field takes no text' }
      }),
    give: (steps, { name, type, base64 }) =>
      one(steps, (element) => {
        if (!(element instanceof HTMLInputElement)) return { notYet: 'no field' }
        const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
        const files = new DataTransfer()
        files.items.add(new File([bytes], name, { type }))
        element.files = files.files
        element.dispatchEvent(new Event('input', { bubbles: true, composed: true }))
        element.dispatchEvent(new Event('change', { bubbles: true }))
        return { value: true }
      }),
  }
}
