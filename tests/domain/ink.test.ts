import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toBase64url } from '#domain/base64url.ts'
import { decodeInk, encodeInk, inkToSvgPath, type Point } from '#domain/ink.ts'
import { Ink } from '#domain/personal.ts'

const blob = (...bytes: number[]): Ink => ({ height: 400, strokes: toBase64url(Uint8Array.from(bytes)) })

/** Three loops and a flourish, as a finger draws them in about five seconds. */
function signature(points: number): Point[] {
  return Array.from({ length: points }, (_, i) => {
    const t = i / points
    return {
      x: 20 + 290 * t + 18 * Math.sin(t * 21) + 0.3 * Math.sin(i * 7.3),
      y: 60 + 30 * Math.cos(t * 19) * (1 - t * 0.6) + 0.3 * Math.cos(i * 5.1),
    }
  })
}

describe('ink', () => {
  test('has one form of bytes for ever', () => {
    const strokes = [
      [
        { x: 10, y: 20 },
        { x: 30, y: 10 },
      ],
      [{ x: 100, y: 100 }],
    ]
    const ink = encodeInk(strokes, 1000, 400)
    expect(ink).toEqual(blob(2, 20, 40, 40, 19, 1, 140, 1, 180, 1))
    expect(ink.strokes).toBe('AhQoKBMBjAG0AQ')
    expect(decodeInk(ink)).toEqual(strokes)
    expect(inkToSvgPath(ink)).toBe('M10 20L30 10M100 100h0')
  })

  test('is the same drawing on a small and on a large pad', () => {
    const small = signature(300)
    const large = small.map(({ x, y }) => ({ x: x * 4, y: y * 4 }))
    expect(encodeInk([large], 4 * 340, 4 * 140)).toEqual(encodeInk([small], 340, 140))
  })

  test('of a signature of 300 points takes less than 400 bytes', () => {
    const ink = encodeInk([signature(120), signature(180)], 340, 140)
    expect(ink.strokes.length * 0.75).toBeLessThan(400)
  })

  test('keeps a dot, drops what repeats it, and forgets a pen that never touched', () => {
    const dot = { x: 50, y: 50 }
    expect(decodeInk(encodeInk([[dot, dot, dot], []], 1000, 400))).toEqual([[dot]])
  })

  test('without a point is not ink', () => {
    expect(() => encodeInk([], 340, 140)).toThrow('ink has at least one point')
    expect(() => encodeInk([[{ x: Number.NaN, y: 1 }]], 340, 140)).toThrow('ink has at least one point')
  })

  test('of a child who scribbles for minutes is drawn more coarsely, and still fits', () => {
    const scribble = Array.from({ length: 60_000 }, (_, i) => ({
      x: 170 + 160 * Math.sin(i * 1.7),
      y: 70 + 60 * Math.cos(i * 2.3),
    }))
    const strokes = Array.from({ length: 60 }, (_, i) => scribble.slice(i * 1000, (i + 1) * 1000))
    const ink = encodeInk(strokes, 340, 140)
    expect(Ink.safeParse(ink).success).toBe(true)
    expect(decodeInk(ink)).toHaveLength(60)
  })

  test('lies within 1.5 units of what was drawn, wherever the finger went', () => {
    // Small steps on purpose: only points close to a line are dropped, and dropping is what is tested.
    // Tenths and not doubles, most of which fast-check draws so close to 0 that nothing moves.
    const tenths = (min: number, max: number) => fc.integer({ min, max }).map((count) => count / 10)
    const step = tenths(0, 20)
    const drift = tenths(-8, 8)
    const start = tenths(-500, 10_500)
    const steps = fc.array(fc.record({ x: step, y: drift }), { minLength: 1, maxLength: 60, size: 'max' })
    const stroke = fc.tuple(start, start, steps).map(([x, y, moves]) => {
      const points: Point[] = [{ x, y }]
      for (const move of moves) {
        const last = points.at(-1) ?? { x, y }
        points.push({ x: last.x + move.x, y: last.y + move.y })
      }
      return points
    })
    const strokes = fc.array(stroke, { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(strokes, fc.constantFrom(320, 1000, 2000), (drawn, width) => {
        const decoded = decodeInk(encodeInk(drawn, width, width / 2))
        expect(decoded).toHaveLength(drawn.length)
        for (const [i, points] of drawn.entries()) {
          for (const { x, y } of points) {
            const scaled = { x: (x * 1000) / width, y: (y * 1000) / width }
            expect(distanceToLine(scaled, decoded[i] ?? [])).toBeLessThanOrEqual(1.5)
          }
        }
      }),
    )
  })
})

describe('bytes that are not ink', () => {
  test.each([
    ['a stroke of no points', blob(0)],
    ['a stroke cut short', blob(2, 20, 40)],
    ['a number cut short', blob(1, 20, 200)],
    ['a number of five bytes', blob(1, 255, 255, 255, 255, 1, 1)],
    ['a forged count', blob(255, 255, 255, 127, 1, 1)],
    ['a point in orbit', blob(1, 255, 255, 255, 127, 1)],
    ['nothing', { height: 400, strokes: '' }],
    ['what is not base64', { height: 400, strokes: '!!' }],
  ])('are refused: %s', (_, ink) => {
    expect(() => decodeInk(ink)).toThrow(Error)
    expect(() => inkToSvgPath(ink)).toThrow(Error)
  })

  test('either decode to points on the pad or throw, and never hang', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          for (const stroke of decodeInk(blob(...bytes))) expect(stroke.length).toBeGreaterThan(0)
        } catch (error) {
          expect(error).toBeInstanceOf(Error)
          expect((error as Error).message).toMatch(/^ink: /)
        }
      }),
    )
  })
})

function distanceToLine(point: Point, line: readonly Point[]): number {
  const distances = line.map((from, i) => {
    const to = line[i + 1] ?? from
    const [dx, dy] = [to.x - from.x, to.y - from.y]
    const length = dx * dx + dy * dy || 1
    const t = Math.min(1, Math.max(0, ((point.x - from.x) * dx + (point.y - from.y) * dy) / length))
    return Math.hypot(point.x - from.x - t * dx, point.y - from.y - t * dy)
  })
  return Math.min(...distances)
}
