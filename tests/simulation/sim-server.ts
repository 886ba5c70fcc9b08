/**
 * The real API over the real schema. Its power can be cut before or after a
 * commit, its disk can be full, and it may stall before a transaction, so that
 * others overtake it: the scheduler decides.
 */
import { pino } from 'pino'
import type { NetRequest } from '#device/ports.ts'
import { createApp } from '#server/app.ts'
import { retryAllDeferred } from '#server/receive/retry-deferred.ts'
import type { Server } from '#server/server.ts'
import { API_PREFIX } from '#wire/endpoint.ts'
import { memoryRunKey } from '../tools/memory-seal.ts'
import type { Random } from './random.ts'
import type { SimStore } from './sim-store.ts'

export type ServerReply = {
  readonly status: number
  readonly json: unknown
  readonly retryAfterMs?: number | undefined
  /** Name and value of each cookie that it sets. */
  readonly cookies: readonly (readonly [string, string])[]
}

/** What goes wrong with the next transaction. */
export type Mishap = 'dies-before-commit' | 'dies-after-commit' | 'disk-full'

export type SimServer = {
  readonly server: Server
  /** The reply, or 'lost' when the power was cut before it was sent. */
  ask(request: NetRequest, cookie: string): Promise<ServerReply | 'lost'>
  /** What it has heard and not answered. */
  readonly underWay: ReadonlySet<NetRequest>
  /** Somebody's work on the server itself, which can be cut off like a request. */
  run(work: (server: Server) => Promise<unknown>): Promise<void>
  /** Of the next transaction. */
  fail(mishap: Mishap | undefined): void
  /** A fault of the program: drawn signatures break it, until it is mended. */
  stumbleOverDrawn(isOn: boolean): void
  readonly isStumbling: boolean
  /** Stops the next requests before their transactions, until `goOn`. */
  stall(isOn: boolean): void
  readonly stalled: number
  /** Lets one of the stalled go on. */
  goOn(which: number): void
  /** Ends the process and starts another over the same store. What was under way is lost. */
  restart(): void
  /** Whether nothing moves that is not held by the scheduler. */
  isQuiet(): boolean
}

type Life = { isOver: boolean; end: () => void; readonly ended: Promise<'lost'> }

/** One each time: who waits for a promise that lives on is kept by it, and a whole world with them. */
const never = () => new Promise<never>(() => undefined)
const silent = pino({ level: 'silent' })

class PowerCut extends Error {}

/** What a fault of the scheduler makes the server throw. */
export class SimFault extends Error {}

export function createSimServer({ store, rows }: SimStore, random: Random, now: () => number): SimServer {
  let isStumbling = false
  const drawn = () => rows('entries').filter(({ method }) => method === 'drawn').length
  let mishap: Mishap | undefined
  let isStalling = false
  let stalled: (() => void)[] = []
  let active = 0
  const underWay = new Set<NetRequest>()
  let life = newLife()
  let server = start()
  let app = createApp(server)

  function start(): Server {
    const own = life
    return {
      store: {
        ...store,
        async transact(work) {
          if (own.isOver) return never()
          if (isStalling) await new Promise<void>((resolve) => stalled.push(resolve))
          if (own.isOver) return never()
          const fault = mishap
          mishap = undefined
          try {
            const result = await store.transact(async (trx) => {
              const before = isStumbling ? drawn() : 0
              const done = await work(trx)
              if (isStumbling && drawn() > before) throw new SimFault('the server stumbles')
              if (fault === 'dies-before-commit') throw new PowerCut()
              if (fault === 'disk-full') throw new SimFault('the disk is full')
              return done
            })
            if (fault === 'dies-after-commit') throw new PowerCut()
            return result
          } catch (error) {
            if (!(error instanceof PowerCut)) throw error
            if (!own.isOver) restart()
            return never()
          }
        },
      },
      masterKey: new Uint8Array(32).fill(7),
      now,
      randomBytes: (length) => random.bytes(length),
      runKey: memoryRunKey,
      publicUrl: 'https://petition.example.org',
      backups: { directory: '/nowhere', everyMinutes: 0, dataDisk: undefined },
      log: silent,
    }
  }

  /** As `startServer` does beside the requests. */
  function lookAgain(): void {
    const ending = new AbortController()
    void life.ended.then(() => ending.abort())
    void run((running) => retryAllDeferred(running, ending.signal).catch(() => undefined))
  }

  async function run(work: (running: Server) => Promise<unknown>): Promise<void> {
    const own = life
    active += 1
    try {
      await Promise.race([work(server), own.ended])
    } finally {
      if (!own.isOver) active -= 1
    }
  }

  function restart(): void {
    life.end()
    life = newLife()
    stalled = []
    active = 0
    mishap = undefined
    server = start()
    app = createApp(server)
    lookAgain()
  }

  return {
    get server() {
      return server
    },
    get stalled() {
      return stalled.length
    },
    underWay,
    async ask(request, cookie) {
      const { method, path, body } = request
      const own = life
      active += 1
      underWay.add(request)
      const json = body === undefined ? undefined : JSON.stringify(body)
      // As browsers say it; without a length the server would have to count.
      const described = json && {
        'Content-Type': 'application/json',
        'Content-Length': String(Buffer.byteLength(json)),
      }
      const answered = Promise.resolve(
        app.request(API_PREFIX + path, {
          method,
          headers: { Cookie: cookie, ...described },
          ...(json === undefined ? {} : { body: json }),
        }),
      ).then(readReply)
      const reply = await Promise.race([answered, own.ended])
      underWay.delete(request)
      if (!own.isOver) active -= 1
      return reply
    },
    run,
    fail: (what) => {
      mishap = what
    },
    stumbleOverDrawn(isOn) {
      isStumbling = isOn
    },
    get isStumbling() {
      return isStumbling
    },
    stall: (isOn) => {
      isStalling = isOn
    },
    goOn: (which) => stalled.splice(which, 1)[0]?.(),
    restart,
    isQuiet: () => active === stalled.length,
  }
}

function newLife(): Life {
  const life: Life = { isOver: false, end: () => undefined, ended: never() }
  const ended = new Promise<'lost'>((resolve) => {
    life.end = () => {
      life.isOver = true
      resolve('lost')
    }
  })
  return Object.assign(life, { ended })
}

async function readReply(response: Response): Promise<ServerReply> {
  const text = await response.text()
  const retryAfter = response.headers.get('Retry-After')
  return {
    status: response.status,
    json: text === '' ? undefined : JSON.parse(text),
    retryAfterMs: retryAfter === null ? undefined : Number(retryAfter) * 1000,
    cookies: response.headers.getSetCookie().map((line) => {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
      return [name, value] as const
    }),
  }
}
