/**
 * Ink: what a finger drew on the pad, as small as it can be and no more than
 * can be seen. No time and no pressure: those would be biometric data.
 *
 * A unit is a thousandth of the pad's width. The bytes, in base64url, are one
 * stroke after the other until the end, each of them:
 *
 *   varint   number of points, at least 1
 *   2 × that zigzag varints: x and y, each less the x and y of the point before
 *            it, in this stroke or the last one; the very first less (0, 0)
 *
 * A varint holds 7 bits a byte, the lowest first, the top bit set on all but
 * its last byte. Zigzag: 0, -1, 1, -2 … are written 0, 1, 2, 3 …
 */
import { fromBase64url, toBase64url } from './base64url.ts'
import { Ink } from './personal.ts'

export type Point = { readonly x: number; readonly y: number }
export type Stroke = readonly Point[]

/** Dropping points moves the line by at most this, and rounding by 0.71 at most: 1.5 units in all. */
const TOLERANCE = 0.75

/** A finger may leave the pad, but not the country. */
const FURTHEST = 10_000

/**
 * Width and height are the pad's, in the units of the points. A scribble that
 * would not fit the schema is drawn more coarsely. Throws when there is no
 * point at all.
 */
export function encodeInk(strokes: readonly Stroke[], width: number, height: number): Ink {
  const scale = 1000 / width
  const drawn = strokes
    .map((stroke) => stroke.map(({ x, y }) => ({ x: x * scale, y: y * scale })).filter(isOnEarth))
    .filter((stroke) => stroke.length > 0)
  if (drawn.length === 0) throw new Error('ink has at least one point')

  const tall = Math.min(4000, Math.max(100, Math.round(height * scale)))
  for (let tolerance = TOLERANCE; ; tolerance *= 2) {
    const bytes = bytesOf(drawn.map((stroke) => rounded(simplified(stroke, tolerance))))
    const ink = Ink.safeParse({ height: tall, strokes: toBase64url(bytes) })
    if (ink.success) return ink.data
    if (tolerance > 1000) throw ink.error
  }
}

/** The strokes in units of a thousandth of the pad's width. Throws an `Error` when the bytes are not ink. */
export function decodeInk({ strokes: text }: Ink): Point[][] {
  const bytes = fromBase64url(text)
  const strokes: Point[][] = []
  let at = 0
  let x = 0
  let y = 0
  while (at < bytes.length) {
    const count = varint()
    // Two bytes at least for each point: a forged count can't make us allocate or loop for long.
    if (count < 1 || count > (bytes.length - at) / 2) throw new Error('ink: a stroke without its points')
    const stroke: Point[] = []
    for (let i = 0; i < count; i++) {
      x += unzigzag(varint())
      y += unzigzag(varint())
      if (!isOnEarth({ x, y })) throw new Error('ink: a point far off the pad')
      stroke.push({ x, y })
    }
    strokes.push(stroke)
  }
  if (strokes.length === 0) throw new Error('ink: no stroke')
  return strokes

  function varint(): number {
    let value = 0
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = bytes[at++]
      if (byte === undefined) throw new Error('ink: cut short')
      value |= (byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
    throw new Error('ink: a number too long')
  }
}

/** For `<path d>` in a view box of 1000 by `height`; round line caps make a dot visible. Throws as `decodeInk` does. */
export function inkToSvgPath(ink: Ink): string {
  return decodeInk(ink)
    .map(([first, ...rest]) => {
      const line = rest.map(({ x, y }) => `L${x} ${y}`).join('')
      return first ? `M${first.x} ${first.y}${line || 'h0'}` : ''
    })
    .join('')
}

const isOnEarth = ({ x, y }: Point) => Math.abs(x) <= FURTHEST && Math.abs(y) <= FURTHEST

function bytesOf(strokes: readonly Stroke[]): Uint8Array {
  const bytes: number[] = []
  let before: Point = { x: 0, y: 0 }
  for (const stroke of strokes) {
    pushVarint(bytes, stroke.length)
    for (const point of stroke) {
      pushVarint(bytes, zigzag(point.x - before.x))
      pushVarint(bytes, zigzag(point.y - before.y))
      before = point
    }
  }
  return Uint8Array.from(bytes)
}

function pushVarint(bytes: number[], value: number): void {
  let rest = value
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80)
  bytes.push(rest)
}

const zigzag = (value: number) => (value < 0 ? -2 * value - 1 : 2 * value)
const unzigzag = (value: number) => (value % 2 === 1 ? -(value + 1) / 2 : value / 2)

function rounded(stroke: Stroke): Point[] {
  return stroke
    .map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y) }))
    .filter(({ x, y }, i, all) => i === 0 || x !== all[i - 1]?.x || y !== all[i - 1]?.y)
}

/** Ramer-Douglas-Peucker, with a stack of its own because a long scribble would overflow the engine's. */
function simplified(stroke: Stroke, tolerance: number): Stroke {
  const kept = new Uint8Array(stroke.length)
  kept[0] = 1
  kept[stroke.length - 1] = 1
  const spans: [number, number][] = [[0, stroke.length - 1]]
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [first, last] = span
    const furthest = furthestFrom(stroke, first, last, tolerance)
    if (furthest === undefined) continue
    kept[furthest] = 1
    spans.push([first, furthest], [furthest, last])
  }
  return stroke.filter((_, i) => kept[i] === 1)
}

function furthestFrom(stroke: Stroke, first: number, last: number, tolerance: number): number | undefined {
  const [from, to] = [stroke[first], stroke[last]]
  if (!from || !to) return undefined
  let furthest: number | undefined
  let distance = tolerance
  for (let i = first + 1; i < last; i++) {
    const point = stroke[i]
    if (!point) continue
    const away = distanceToSegment(point, from, to)
    if (away > distance) {
      distance = away
      furthest = i
    }
  }
  return furthest
}

function distanceToSegment(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / length
  const t = Math.min(1, Math.max(0, along))
  return Math.hypot(point.x - from.x - t * dx, point.y - from.y - t * dy)
}
