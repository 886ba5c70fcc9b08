/** A long code in groups of four, as it is read out and typed. A code that comes in groups stays as it is. */
export function inGroups(code: string): string {
  return /[\s-]/.test(code) ? code : (code.match(/.{1,4}/g) ?? []).join(' ')
}
