/**
 * UK postcodes: accepted loosely, as Parliament's own petition site does, and
 * corrected by suggestion. A doorstep is never blocked by a postcode.
 */

/** Upper case with one space before the last three characters, or undefined when it can't be a postcode. */
export function formatPostcode(typed: string): string | undefined {
  const bare = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
  if (/^BFPO\d{1,4}$/.test(bare)) return `BFPO ${bare.slice(4)}`
  if (bare === 'GIR0AA') return 'GIR 0AA'
  if (!/^[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-BD-HJLNP-UW-Z]{2}$/.test(bare)) return undefined
  return `${bare.slice(0, -3)} ${bare.slice(-3)}`
}

/** A likelier spelling, when a letter O stands where a digit belongs, or a one and an I are swapped. */
export function suggestPostcode(typed: string): string | undefined {
  const bare = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
  const match = /^([A-Z]{1,2}?)([0-9OIL][0-9A-Z]?)([0-9OIL])([A-Z01]{2})$/.exec(bare)
  if (!match) return undefined
  const [, area = '', district = '', sector = '', unit = ''] = match
  const repaired = area + toDigits(district) + toDigits(sector) + unit.replace('0', 'O').replace('1', 'I')
  return repaired === bare ? undefined : formatPostcode(repaired)
}

const toDigits = (text: string) => text.replaceAll('O', '0').replace(/[IL]/g, '1')

/** "RM10 7TU" to "RM10 7", the smallest part of a postcode that names no street. */
export const sectorOf = (postcode: string) => postcode.slice(0, -2)
