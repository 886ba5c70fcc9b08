/** Durations in milliseconds. Nothing where the browser can't, or where it is switched off. */
export function vibrate(...pattern: readonly number[]): void {
  if (document.documentElement.dataset.vibration !== 'off') navigator.vibrate?.([...pattern])
}

export const canVibrate = (): boolean => 'vibrate' in navigator
