/**
 * What a finger leaves on the pad in three seconds, as a browser tells it: a
 * point each sixtieth of a second, in whole pixels, with its time. About 2 kB
 * as JSON. The same number gives the same signature, in the page and here.
 */
import { seeded } from '#server/demo/seeded.ts'

/** x, y, milliseconds, x, y, milliseconds … of one stroke. */
export type TimedStroke = readonly number[]

export const PAD = { width: 640, height: 200 }

export function inkStrokes(number: number): TimedStroke[] {
  const dice = seeded(20_261_122 + number * 7919)
  const between = (least: number, most: number) => least + dice.next() * (most - least)
  const strokes: TimedStroke[] = []
  let x = between(20, 50)
  let time = 0
  let points = 172 + dice.below(16)
  while (points > 0) {
    const count = points < 40 ? points : 25 + dice.below(45)
    const letter = {
      speed: between(1.2, 3.4),
      wide: between(4, 18),
      tall: between(12, 50),
      turn: between(0.25, 0.6),
      start: between(0, 2 * Math.PI),
      base: between(80, 120),
    }
    const stroke: number[] = []
    for (let n = 0; n < count; n += 1) {
      const angle = letter.turn * n + letter.start
      // A finger shakes by a pixel or so.
      stroke.push(
        Math.round(x + letter.speed * n + letter.wide * Math.sin(angle) + between(-0.8, 0.8)),
        Math.round(letter.base + letter.tall * Math.sin(angle * 1.15) + between(-0.8, 0.8)),
        time,
      )
      time += dice.chance(0.34) ? 16 : 17
    }
    strokes.push(stroke)
    points -= count
    x += letter.speed * count + 4
    time += 90 + dice.below(160)
  }
  return strokes
}

/** As the app's pad hands them on: the time stays behind. */
export const pointsOf = (stroke: TimedStroke): { x: number; y: number }[] =>
  Array.from({ length: stroke.length / 3 }, (_, n) => ({ x: stroke[n * 3] ?? 0, y: stroke[n * 3 + 1] ?? 0 }))
