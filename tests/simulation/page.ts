/** The life of a page: what it waits for comes while it lives, and not while it is frozen. */
export type Page = {
  readonly isAlive: boolean
  readonly isFrozen: boolean
  /** When the page is gone nothing runs; when it is frozen it runs once it thaws. */
  run(work: () => void): void
  freeze(isOn: boolean): void
  kill(): void
}

export function createPage(): Page {
  let isAlive = true
  let isFrozen = false
  let backlog: (() => void)[] = []
  return {
    get isAlive() {
      return isAlive
    },
    get isFrozen() {
      return isFrozen
    },
    run(work) {
      if (!isAlive) return
      if (isFrozen) backlog.push(work)
      else work()
    },
    freeze(isOn) {
      isFrozen = isOn
      while (!isFrozen && backlog.length > 0) backlog.shift()?.()
    },
    kill() {
      isAlive = false
      backlog = []
    },
  }
}
