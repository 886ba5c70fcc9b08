import Papa from 'papaparse'
import { personName } from './people.ts'
import { type Place, unitOf } from './places.ts'
import type { Seeded } from './seeded.ts'

export type OnlineSigner = { readonly name: string; readonly address: string; readonly postcode: string }

const NAMES = 1500

/** `neighbours` live behind doors of the walk lists: volunteers will meet them. */
export function createOnlineSigners(
  dice: Seeded,
  places: readonly Place[],
  neighbours: readonly OnlineSigner[],
): OnlineSigner[] {
  const others = Array.from({ length: NAMES - neighbours.length }, () => {
    const place = dice.pick(places)
    const number = 1101 + dice.below(500)
    return {
      name: personName(dice),
      address: `${number} ${place.name}`,
      postcode: unitOf(place, number),
    }
  })
  return [...neighbours, ...others]
}

/** What the notice's own export tells: the signers, a few who sent the form twice, and a few lines that nobody can use. */
export function onlineNoticeCsv(dice: Seeded, signers: readonly OnlineSigner[]): string {
  const rows = signers.map(({ name, address, postcode }, index) => [
    name,
    address !== '' && dice.chance(0.3) ? `${address}, Dagenham` : address,
    dice.chance(0.2) ? postcode.toLowerCase().replace(' ', '') : postcode,
    `signer${index + 1}@example.org`,
    dayIn(dice),
  ])
  const twice = rows.filter((_, index) => index % 125 === 7)
  const unusable = [
    ['', '1150 Reede Road', 'RM10 0AA', 'noname@example.org', dayIn(dice)],
    ['www.cheap-followers.example', '', 'RM10 0AA', 'spam@example.org', dayIn(dice)],
    ['Beryl Gosling', '1160 Oxlow Lane', 'Dagenham', 'beryl@example.org', dayIn(dice)],
  ]
  const header = ['Name', 'Address', 'Postcode', 'E-mail', 'Signed on']
  return Papa.unparse([header, ...rows, ...twice, ...unusable], { newline: '\r\n' })
}

/** "20/08/2017": from the start of the consultation to the day before the demo. */
function dayIn({ below }: Seeded): string {
  const day = new Date(Date.UTC(2017, 6, 15 + below(60))).toISOString()
  return `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`
}
