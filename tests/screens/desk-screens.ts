import type { Walker } from './take-screens.ts'

/** Each address as it opens. */
export const deskScreens =
  (paths: readonly string[]) =>
  async ({ go, keep }: Walker): Promise<void> => {
    for (const path of paths) {
      await go(path)
      await keep(path.split('/').at(2) ?? (path === '' ? 'streets' : 'first'))
    }
  }
