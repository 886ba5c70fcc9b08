/** Keeps the screen on, for whoever chose so, from the walk list of a street until they leave the street. */

/** What wouter sends after it has changed the address, and the browser itself. */
const moves = ['pushState', 'replaceState', 'popstate']

const isOnWalk = () => /^\/p\/[^/]+\/streets\//.test(location.pathname)

export const canStayAwake = (): boolean => 'wakeLock' in navigator

/** Gives the function to call when the choice has changed. */
export function stayAwakeOnWalks(): () => void {
  let lock: Promise<WakeLockSentinel | undefined> | undefined

  function look(): void {
    const { awake } = document.documentElement.dataset
    // A browser takes the lock away where it can't be seen: it is asked again when it can.
    const isWanted = awake === 'on' && isOnWalk() && document.visibilityState === 'visible'
    if (isWanted) lock ??= ask()
    else letGo()
  }

  async function ask(): Promise<WakeLockSentinel | undefined> {
    try {
      const held = await navigator.wakeLock.request('screen')
      held.addEventListener('release', () => {
        lock = undefined
      })
      return held
    } catch {
      // Its battery is nearly empty, or it went out of sight meanwhile.
      lock = undefined
      return undefined
    }
  }

  function letGo(): void {
    const held = lock
    lock = undefined
    void held?.then((sentinel) => sentinel?.release())
  }

  if (canStayAwake()) {
    for (const move of moves) window.addEventListener(move, look)
    document.addEventListener('visibilitychange', look)
    look()
  }
  return canStayAwake() ? look : () => {}
}
