/**
 * A slow link between a browser and a server on this machine: TCP, so that
 * whatever is spoken over it counts, headers included. Each direction is one
 * queue that lets so many bits a second through and holds each piece for half a
 * round trip; a new connection waits one round trip before its first byte.
 * Not modelled: TLS, slow start, lost packets.
 */
import { connect, createServer, type Socket } from 'node:net'

export type LinkSpeed = {
  readonly rttMs: number
  readonly upBitsPerSecond: number
  readonly downBitsPerSecond: number
}

export type ThrottledLink = {
  readonly url: string
  /** Bytes from the browser since `beginAt`, as its sockets sent them. */
  bytesUp(): number
  bytesDown(): number
  /** Cuts what is open, counts from nothing, and goes on at this speed; undefined lets everything through. */
  beginAt(speed: LinkSpeed | undefined): void
  close(): Promise<void>
}

/** What a network card sends at once; a piece arrives when its last bit has. */
const PIECE_BYTES = 1400
/** Beyond this a socket is not read from, as where a router's buffer is full. */
const MOST_HELD_BYTES = 64 * 1024

export async function startThrottledLink(targetPort: number): Promise<ThrottledLink> {
  let speed: LinkSpeed | undefined
  const sockets = new Set<Socket>()
  const up = createLane()
  const down = createLane()

  const server = createServer((phone) => {
    const target = connect(targetPort, '127.0.0.1')
    const opensAt = performance.now() + (speed?.rttMs ?? 0)
    for (const [from, to, lane] of [
      [phone, target, up],
      [target, phone, down],
    ] as const) {
      sockets.add(from)
      from.setNoDelay(true)
      from.on('data', (bytes) => lane.carry(from, to, bytes, opensAt, laneSpeed(lane === up)))
      from.on('end', () => lane.end(to))
      from.on('error', () => to.destroy())
      from.on('close', () => {
        sockets.delete(from)
        lane.end(to)
      })
    }
  })
  const laneSpeed = (isUp: boolean) =>
    speed && {
      latencyMs: speed.rttMs / 2,
      bytesPerMs: (isUp ? speed.upBitsPerSecond : speed.downBitsPerSecond) / 8000,
    }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://localhost:${port}`,
    bytesUp: up.carried,
    bytesDown: down.carried,
    beginAt(next) {
      for (const socket of sockets) socket.destroy()
      speed = next
      up.reset()
      down.reset()
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

type LaneSpeed = { readonly latencyMs: number; readonly bytesPerMs: number }
type Piece = { readonly at: number; readonly deliver: () => void }

/** First in, first out over all connections: they share the link. */
function createLane() {
  let carried = 0
  let freeAt = 0
  let queue: Piece[] = []
  let isWaiting = false
  const held = new Map<Socket, number>()

  function deliverDue(): void {
    isWaiting = false
    const now = performance.now()
    let due = 0
    while ((queue[due]?.at ?? Number.POSITIVE_INFINITY) <= now) due += 1
    for (const { deliver } of queue.splice(0, due)) deliver()
    const [next] = queue
    if (next !== undefined) waitFor(next)
  }

  function waitFor({ at }: Piece): void {
    if (isWaiting) return
    isWaiting = true
    setTimeout(deliverDue, Math.max(1, at - performance.now()))
  }

  function enqueue(piece: Piece): void {
    queue.push(piece)
    waitFor(piece)
  }

  return {
    carried: () => carried,
    reset() {
      carried = 0
      freeAt = 0
      queue = []
      held.clear()
    },
    carry(from: Socket, to: Socket, bytes: Buffer, opensAt: number, speed: LaneSpeed | undefined): void {
      carried += bytes.length
      if (speed === undefined) {
        to.write(bytes)
        return
      }
      held.set(from, (held.get(from) ?? 0) + bytes.length)
      if ((held.get(from) ?? 0) > MOST_HELD_BYTES) from.pause()
      for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
        const piece = bytes.subarray(start, start + PIECE_BYTES)
        freeAt = Math.max(freeAt, performance.now(), opensAt) + piece.length / speed.bytesPerMs
        enqueue({
          at: freeAt + speed.latencyMs,
          deliver: () => {
            const left = (held.get(from) ?? piece.length) - piece.length
            held.set(from, left)
            if (left < MOST_HELD_BYTES / 2 && from.isPaused()) from.resume()
            if (!to.destroyed) to.write(piece)
          },
        })
      }
    },
    end(to: Socket): void {
      if (queue.length === 0) to.end()
      else enqueue({ at: queue.at(-1)?.at ?? 0, deliver: () => to.end() })
    },
  }
}
