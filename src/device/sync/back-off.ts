/** S4: full jitter, so that a thousand phones that lost the server at once do not come back at once. */
export const BACK_OFF_BASE_MS = 2_000
export const BACK_OFF_CAP_MS = 5 * 60 * 1000

/** How long to wait after the nth failure in a row (from 1). `fraction` is at least 0 and less than 1. */
export function backOffMs(failures: number, fraction: number): number {
  const ceiling = Math.min(BACK_OFF_CAP_MS, BACK_OFF_BASE_MS * 2 ** (failures - 1))
  return Math.round(fraction * ceiling)
}
