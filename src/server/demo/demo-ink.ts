import { encodeInk } from '#domain/ink.ts'
import type { Ink } from '#domain/personal.ts'
import type { Seeded } from './seeded.ts'

/** A scribble that could be anybody's: loops from left to right on a pad of 600 by 240. */
export function scribble({ below }: Seeded): Ink {
  const loops = 3 + below(4)
  const height = 40 + below(50)
  const points = Array.from({ length: loops * 12 }, (_, step) => ({
    x: 60 + (480 * step) / (loops * 12) + 18 * Math.cos(step / 2),
    y: 120 + height * Math.sin(step / 1.9) * (1 - step / (loops * 24)),
  }))
  return encodeInk(
    [
      points,
      [
        { x: 90, y: 190 },
        { x: 500, y: 180 + below(20) },
      ],
    ],
    600,
    240,
  )
}
