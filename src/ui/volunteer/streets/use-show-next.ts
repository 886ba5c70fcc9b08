import { type RefObject, useEffect } from 'react'

/** Once, when the list opens: afterwards the volunteer's own scrolling stays. */
export function useShowNext(list: RefObject<HTMLElement>): void {
  useEffect(() => {
    const line = list.current?.querySelector('[aria-current]')
    if (line && 'scrollIntoView' in line) line.scrollIntoView({ block: 'center' })
  }, [list])
}
