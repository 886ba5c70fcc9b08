import { vibrate } from '../../display/vibrate.ts'

/** A finger that rests on a door. A mouse has other ways, and a keyboard has buttons. */
const LONG_MS = 500
const STRAYED_PX = 10

/** Calls back with the door under the finger, until the signal; the tap and the menu that would follow are kept off. */
export function hearLongPress(
  list: HTMLElement | null,
  onPress: (door: string) => void,
  signal: AbortSignal,
): void {
  if (!list) return
  const options = { signal, capture: true }
  let timer: ReturnType<typeof setTimeout> | undefined
  let from = { x: 0, y: 0 }
  let wasLong = false

  const doorAt = ({ target }: Event) =>
    target instanceof Element ? target.closest<HTMLElement>('[data-door]')?.dataset.door : undefined
  const end = () => clearTimeout(timer)
  const keepOff = (event: Event) => {
    if (!wasLong) return
    event.preventDefault()
    event.stopPropagation()
  }

  list.addEventListener(
    'pointerdown',
    (event) => {
      wasLong = false
      end()
      const door = doorAt(event)
      if (door === undefined || event.pointerType === 'mouse') return
      from = { x: event.clientX, y: event.clientY }
      timer = setTimeout(() => {
        wasLong = true
        vibrate(30)
        onPress(door)
      }, LONG_MS)
    },
    options,
  )
  list.addEventListener(
    'pointermove',
    ({ clientX, clientY }) => {
      if (Math.hypot(clientX - from.x, clientY - from.y) > STRAYED_PX) end()
    },
    options,
  )
  for (const name of ['pointerup', 'pointercancel', 'scroll']) list.addEventListener(name, end, options)
  list.addEventListener('click', keepOff, options)
  list.addEventListener(
    'contextmenu',
    (event) => {
      // Some browsers are quicker with their menu than the timer.
      if ('pointerType' in event && event.pointerType === 'mouse') return
      if (doorAt(event) !== undefined) event.preventDefault()
    },
    options,
  )
  signal.addEventListener('abort', end)
}
