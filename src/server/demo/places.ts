/**
 * Twenty real streets of Dagenham, and doors that are no real homes: numbered
 * from 1001, above any number seen there, in units of a postcode sector,
 * RM10 0, that does not exist.
 */
export type Place = {
  readonly name: string
  /** The sector, where a public building proves it; else the district. */
  readonly postcode: string
  /** The letter that all its units end in. */
  readonly letter: string
  readonly doors: string
}

const places: readonly (readonly [name: string, postcode: string, doors: string])[] = [
  ['Reede Road', 'RM10 8', '1001-1047 odd, 1002-1048 even, not 1013'],
  ['Church Street', 'RM10', '1001-1039 odd, 1002-1030 even, flats 1-6 at 1041'],
  ['Oxlow Lane', 'RM10 7', '1001-1061 odd, 1002-1040 even'],
  ['Ballards Road', 'RM10 9', '1001-1035 odd, 1002-1036 even, flats A-D at 1040'],
  ['Rainham Road South', 'RM10 8', '1001-1079 odd'],
  ['Church Elm Lane', 'RM10 9', '1001-1025 odd, 1002-1024 even'],
  ['Frizlands Lane', 'RM10 7', '1001-1045 odd'],
  ['Alibon Road', 'RM10', '1001-1041 odd, 1002-1042 even'],
  ['Hunters Hall Road', 'RM10', '1001-1033 odd, 1002-1034 even'],
  ['Rockwell Road', 'RM10', '1002-1050 even'],
  ['Pondfield Road', 'RM10', '1001-1029 odd, 1002-1028 even'],
  ['Charles Road', 'RM10', '1001-1019 odd, 1002-1020 even'],
  ['Church Lane', 'RM10', '1001-1027 odd'],
  ['Crown Street', 'RM10', '1001-1021 odd, 1002-1016 even'],
  ['Ibscott Close', 'RM10', '1001-1024'],
  ['Holgate Road', 'RM10', '1001-1037 odd, 1002-1038 even'],
  ['Dunbar Gardens', 'RM10', '1001-1031 odd, 1002-1032 even'],
  ['Shafter Road', 'RM10', '1001-1043 odd, 1002-1044 even'],
  ['Western Avenue', 'RM10', '1001-1023 odd, 1002-1022 even'],
  ['Webbscroft Road', 'RM10', '1001-1039 odd, 1002-1040 even'],
]

const LETTERS = 'ABDEFGHJLNPQRSTUWXYZ'

export const demoPlaces: readonly Place[] = places.map(([name, postcode, doors], index) => ({
  name,
  postcode,
  letter: LETTERS.charAt(index),
  doors,
}))

/** A street has a unit for every hundred doors. */
export const unitOf = ({ letter }: Place, number: number): string =>
  `RM10 0${LETTERS.charAt(Math.floor((number - 1001) / 100))}${letter}`
