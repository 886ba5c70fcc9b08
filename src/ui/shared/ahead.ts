/** One answer that is asked for before the screen is there that needs it. Whoever takes it reads on by themselves. */
export type Ahead<T> = {
  ask(key: string, read: () => Promise<T>): Promise<void>
  /** Undefined when it has not come, is about something else, or was taken. */
  take(key: string): T | undefined
}

export function createAhead<T>(): Ahead<T> {
  let answer: { readonly key: string; readonly value: T } | undefined
  return {
    async ask(key, read) {
      answer = { key, value: await read() }
    },
    take(key) {
      const taken = answer?.key === key ? answer.value : undefined
      answer = undefined
      return taken
    },
  }
}
