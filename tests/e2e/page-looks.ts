/** What somebody could find on a page who looks everywhere, and what they could not read. */
import type { Page } from 'playwright-core'

/** All that the tab holds in clear: the document, what is typed in it, its title and history, and its small stores. */
export const whatIsLeft = (page: Page): Promise<string> =>
  page.evaluate(() =>
    [
      document.documentElement.outerHTML,
      document.title,
      ...[...document.querySelectorAll('input, textarea')].map((field) =>
        field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : '',
      ),
      JSON.stringify(history.state),
      JSON.stringify({ ...sessionStorage }),
      JSON.stringify({ ...localStorage }),
      location.href,
    ].join('\n'),
  )

export type InkBox = { strokes: number; top: number; bottom: number; end: number }

/** Where the ink lies, in hundredths of the pad: the same whatever the size of the pad. */
export const inkBox = (page: Page): Promise<InkBox> =>
  page.evaluate(() => {
    const pad = document.querySelector('canvas')
    const pixels = pad?.getContext('2d')?.getImageData(0, 0, pad.width, pad.height)
    if (!pad || !pixels) return { strokes: 0, top: 0, bottom: 0, end: 0 }
    let [top, bottom, end] = [Number.POSITIVE_INFINITY, 0, 0]
    for (let at = 3; at < pixels.data.length; at += 4) {
      if ((pixels.data[at] ?? 0) < 128) continue
      const [x, y] = [((at - 3) / 4) % pad.width, Math.floor((at - 3) / 4 / pad.width)]
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
      end = Math.max(end, x)
    }
    const share = (place: number, whole: number) => Math.round((place / whole) * 100)
    if (bottom === 0) return { strokes: 0, top: 0, bottom: 0, end: 0 }
    return {
      strokes: 1,
      top: share(top, pad.height),
      bottom: share(bottom, pad.height),
      end: share(end, pad.width),
    }
  })

/** Whether both show the same ink, but for the pen, whose width stays whatever the size of the pad. */
export const isSameInk = (one: InkBox, other: InkBox): boolean =>
  one.strokes === other.strokes &&
  ([one.top - other.top, one.bottom - other.bottom, one.end - other.end] as const).every(
    (apart) => Math.abs(apart) <= PEN,
  )

const PEN = 4

/** Words that are cut off, or lie beyond the edge of the screen, when the text is twice its size. */
export async function cutOff(page: Page): Promise<string[]> {
  const setSize = (size: string) =>
    page.evaluate((to) => {
      document.documentElement.style.fontSize = to
    }, size)
  await setSize('200%')
  const found = await cutOffNow(page)
  await setSize('')
  return found
}

/** The same, at the size that the text has. */
export async function cutOffNow(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    const { clientWidth, scrollWidth } = document.documentElement
    const found = scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide`] : []
    for (const element of document.querySelectorAll('body *')) {
      if (!(element instanceof HTMLElement) || element.innerText.trim() === '') continue
      const { right, left, width } = element.getBoundingClientRect()
      // Not to be seen: for a screen reader alone.
      if (width <= 1) continue
      const hides = ['hidden', 'clip'].includes(getComputedStyle(element).overflowX)
      const isCut =
        hides &&
        (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)
      const isBeyond = right > clientWidth + 1 || left < -1
      if (isCut || isBeyond) found.push(`${element.tagName} ${element.innerText.slice(0, 60)}`)
    }
    return found
  })
}

/** What a thumb would miss: smaller than 48 px, or with something lying over it. Links in the middle of a sentence are not meant. */
export async function hardToTap(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const LEAST = 48
    const found: string[] = []
    // Under an open dialog nothing can be tapped, and is not meant to be.
    const within = document.querySelector('dialog:modal') ?? document
    for (const control of within.querySelectorAll('button, a[href], summary, input')) {
      if (!(control instanceof HTMLElement) || !control.checkVisibility()) continue
      const target = (control instanceof HTMLInputElement && control.closest('label')) || control
      const isInSentence = target.parentElement?.tagName === 'P' && target.previousSibling !== null
      if (isInSentence) continue
      const name = `${control.tagName} ${control.ariaLabel ?? target.innerText.slice(0, 40)}`
      const { width, height } = target.getBoundingClientRect()
      // Half a pixel is how a browser rounds.
      if (width < LEAST - 0.5 || height < LEAST - 0.5)
        found.push(`${name} is ${Math.round(width)} × ${Math.round(height)}`)
      target.scrollIntoView({ block: 'center' })
      const box = target.getBoundingClientRect()
      const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
      if (there === null || !(target.contains(there) || there.contains(target)))
        found.push(`${name} lies under ${there?.tagName ?? 'nothing'}`)
    }
    return found
  })
}
