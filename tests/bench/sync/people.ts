/** People who don't exist, and what they sign with. */
import { encodeInk } from '#domain/ink.ts'
import type { Personal } from '#domain/personal.ts'
import { seeded } from '#server/demo/seeded.ts'
import { inkStrokes, PAD, pointsOf } from './ink-strokes.ts'

const SYLLABLES = [
  'ba',
  'den',
  'fi',
  'gor',
  'hul',
  'jin',
  'ka',
  'lem',
  'mo',
  'nar',
  'po',
  'ris',
  'sa',
  'tul',
  'vi',
  'wen',
]

/** The same number gives the same person; the ink is as the app's own code keeps it. */
export function drawnPerson(number: number): Personal {
  const dice = seeded(7 + number * 104_729)
  const word = (length: number) => {
    const letters = Array.from({ length }, () => dice.pick(SYLLABLES)).join('')
    return letters.charAt(0).toUpperCase() + letters.slice(1)
  }
  const house = 1 + (number % 250)
  return {
    name: `${word(2)} ${word(3)}`,
    address: `${house} Bench Road`,
    postcode: `ZE${1 + (number % 3)} ${number % 10}${'ABDEFGHJ'.charAt(number % 8)}Q`,
    ink: encodeInk(inkStrokes(number).map(pointsOf), PAD.width, PAD.height),
  }
}
