/**
 * UK postcodes: accepted loosely, as Parliament's own petition site does, and
 * corrected by suggestion. A doorstep is never blocked by a postcode.
 */

/** Upper case with one space before the last three characters, or undefined when it can't be a postcode. */
export function formatPostcode(typed: string): string | undefined {
  const bare = bareOf(typed)
  if (/^BFPO\d{1,4}$/.test(bare)) return `BFPO ${bare.slice(4)}`
  if (bare === 'GIR0AA') return 'GIR 0AA'
  if (!/^[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-BD-HJLNP-UW-Z]{2}$/.test(bare)) return undefined
  return `${bare.slice(0, -3)} ${bare.slice(-3)}`
}

/**
 * A likelier spelling, when a letter O stands where a digit belongs, or a one,
 * an I and an L are swapped. Nothing for what is well formed and in a real area,
 * so that GL1 is not taken for G11.
 */
export function suggestPostcode(typed: string): string | undefined {
  const formatted = formatPostcode(typed)
  if (formatted !== undefined && (isSpecial(formatted) || isPlausible(formatted))) return undefined
  const bare = bareOf(typed)
  const inward = toDigits(bare.slice(-3, -2)) + bare.slice(-2).replaceAll('1', 'L')
  for (const length of [2, 1]) {
    const district = toDigits(bare.slice(length, -3))
    for (const one of ['I', 'L']) {
      const area = bare.slice(0, length).replaceAll('0', 'O').replace(/[1I]/g, one)
      const suggestion = areas.has(area) ? formatPostcode(area + district + inward) : undefined
      if (suggestion !== undefined && suggestion !== formatted) return suggestion
    }
  }
  return undefined
}

const bareOf = (typed: string) =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')

const isSpecial = (formatted: string) => formatted.startsWith('BFPO') || formatted === 'GIR 0AA'

/** In a real area, and without the letters that no district ends in. */
function isPlausible(formatted: string): boolean {
  const [, area = '', district = ''] = /^([A-Z]+)(\w+) /.exec(formatted) ?? []
  return areas.has(area) && !/[OIL]/.test(district)
}

const toDigits = (text: string) => text.replaceAll('O', '0').replace(/[IL]/g, '1')

/** The 124 postcode areas of the United Kingdom, the Crown dependencies among them. */
const areas = new Set(
  (
    'AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN ' +
    'EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ' +
    'ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA ' +
    'TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE'
  ).split(' '),
)

/** "RM10 7TU" to "RM10 7", the smallest part of a postcode that names no street. */
export const sectorOf = (postcode: string) => postcode.slice(0, -2)
