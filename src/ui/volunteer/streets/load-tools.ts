/** Not needed to knock at the first door; on the phone with the rest, before it goes offline. */
export const loadTools = () => import('./tools/walk-tools.tsx')
