/**
 * Between phones and server. Every request and every reply waits here until the
 * scheduler lets it through, drops it, doubles it, or puts something else in
 * its place. A page can't tell which of the two was lost.
 */
import type { NetReply, NetRequest } from '#device/ports.ts'
import { Problem } from '#wire/problem.ts'
import type { Random } from './random.ts'
import type { ServerReply, SimServer } from './sim-server.ts'
import type { Trace } from './trace.ts'

/** Who asks: a tab of a browser with its cookies. */
export type Asker = {
  readonly name: string
  cookies(): string
  keepCookies(cookies: ServerReply['cookies']): void
}

export type Flight = {
  readonly id: number
  readonly asker: Asker
  readonly request: NetRequest
  readonly cookie: string
  /** Undefined while the request is on its way. */
  reply: ServerReply | undefined
  isAtServer: boolean
  /** What the page hears; only the first time counts. */
  readonly answer: (reply: NetReply) => void
}

export type Network = {
  readonly flights: readonly Flight[]
  send(asker: Asker, request: NetRequest): Promise<NetReply>
  /** Takes a request to the server, or its reply to the page. */
  deliver(flight: Flight): void
  /** Takes a copy of the request to the server; whatever it replies is lost. */
  double(flight: Flight): void
  /** The page hears nothing but that it failed; a request on its way may arrive all the same. */
  drop(flight: Flight, how: 'for-good' | 'request-arrives'): void
  /** The page hears this instead. */
  replace(flight: Flight, reply: NetReply): void
  /** Every true reply that reached a page, and was lost or not: what the server has said. */
  readonly said: ServerReply[]
}

export function createNetwork(server: SimServer, trace: Trace): Network {
  let flights: Flight[] = []
  let lastId = 0
  const said: ServerReply[] = []

  const end = (flight: Flight) => {
    flights = flights.filter((each) => each !== flight)
  }

  async function askServer({ request, cookie }: Flight): Promise<ServerReply | 'lost'> {
    const reply = await server.ask(request, cookie)
    if (reply !== 'lost') said.push(reply)
    return reply
  }

  return {
    get flights() {
      return flights
    },
    said,
    send: (asker, request) =>
      new Promise((answer) => {
        lastId += 1
        const id = lastId
        trace.note(`  ${asker.name} asks #${id} ${request.method} ${stepOf(request)}`)
        const flight: Flight = {
          id,
          asker,
          request,
          cookie: asker.cookies(),
          reply: undefined,
          isAtServer: false,
          answer,
        }
        flights.push(flight)
      }),

    deliver(flight) {
      if (flight.reply !== undefined) {
        const { status, json, retryAfterMs, cookies } = flight.reply
        end(flight)
        flight.asker.keepCookies(cookies)
        flight.answer({ kind: 'reply', status, json, retryAfterMs })
        return
      }
      if (flight.isAtServer) return
      flight.isAtServer = true
      void askServer(flight).then((reply) => {
        trace.note(`  #${flight.id} ${reply === 'lost' ? 'is lost with the server' : reply.status}`)
        if (reply !== 'lost') {
          flight.reply = reply
          return
        }
        end(flight)
        flight.answer({ kind: 'unreachable' })
      })
    },

    double: (flight) => void askServer(flight),

    drop(flight, how) {
      end(flight)
      if (how === 'request-arrives' && !flight.isAtServer) void askServer(flight)
      flight.answer({ kind: 'unreachable' })
    },

    replace(flight, reply) {
      end(flight)
      flight.answer(reply)
    },
  }
}

/** "push" of "/petitions/…/push?n=…" */
export const stepOf = ({ path }: NetRequest): string => /\/([a-z-]+)(\?|$)/.exec(path)?.[1] ?? path

/** What stands between a phone and its server: hotels, proxies, and caches that give an old reply once more. */
export function strangeReply(random: Random, request: NetRequest, earlier: readonly ServerReply[]): NetReply {
  const reply = (status: number, json?: unknown, retryAfterMs?: number): NetReply => ({
    kind: 'reply',
    status,
    json,
    retryAfterMs,
  })
  switch (random.below(11)) {
    case 0:
      return reply(200)
    case 1:
      return reply(200, { login: 'https://hotel.example' })
    case 2:
      return reply(502)
    case 3:
      return reply(413)
    case 4:
      return reply(429, Problem.parse({ error: 'too-many-attempts' }), 1000 * (1 + random.below(5000)))
    case 5:
      return reply(503, undefined, 1000)
    case 6:
      return reply(403, { error: 'forbidden' })
    case 7:
      return reply(404)
    case 8:
    case 9:
      return reply(200, forgedReceipts(request, earlier))
    default: {
      const old = earlier.length === 0 ? undefined : random.pick(earlier)
      return old === undefined ? reply(200, []) : reply(old.status, old.json)
    }
  }
}

/** In the right form, for the entries of this very push, from somebody who has not seen its nonce. */
function forgedReceipts({ body }: NetRequest, earlier: readonly ServerReply[]): unknown {
  const { entries = [] } = (body ?? {}) as { entries?: readonly { id: string; hash: string }[] }
  const pushed = earlier.findLast(
    ({ json }) => json !== undefined && Object.hasOwn(json as object, 'receipts'),
  )
  if (pushed === undefined) return {}
  const receipts = entries.map(({ id, hash }) => ({ id, hash, state: 'held', received: 1 }))
  return { ...(pushed.json as object), nonce: 'A'.repeat(22), receipts }
}
