/**
 * How fast the server alone takes entries in: pushes of 256 signatures with ink
 * from a scripted phone on the same machine, opened and durable when answered.
 */
import { gzipSync } from 'node:zlib'
import type { Entry } from '#domain/entry.ts'
import { API_PREFIX, pathOf } from '#wire/endpoint.ts'
import { MAX_PUSH_ENTRIES, PushReply } from '#wire/push.ts'
import { pull, push } from '#wire/sync.ts'
import { startPostgres } from '../tools/postgres.ts'
import { joinScripted, newNonce, type ScriptedPhone } from '../tools/scripted-phone.ts'
import { startServerProcess } from '../tools/server-process.ts'
import { type BenchPetition, setUpBenchPetition } from './sync/bench-petition.ts'
import { buildServer } from './sync/built-server.ts'
import { drawnPerson } from './sync/people.ts'

const ENTRIES = 10_000

type Figures = {
  readonly engine: 'libsql' | 'postgresql'
  readonly inFlight: number
  readonly n: number
  readonly seconds: number
  readonly perSecond: number
}

export async function measure(): Promise<Figures[]> {
  const built = buildServer()
  const postgres = await startPostgres()
  const figures: Figures[] = []
  try {
    for (const engine of postgres === undefined
      ? (['libsql'] as const)
      : (['libsql', 'postgresql'] as const)) {
      const env: Record<string, string> = { LOG_LEVEL: 'error' }
      if (engine === 'postgresql' && postgres) env.DATABASE_URL = await postgres.createDatabase('bench')
      const server = await startServerProcess({ main: built.main, env })
      try {
        const petition = await setUpBenchPetition(server.url, server.organiserCode())
        for (const inFlight of [1, 2]) {
          const app = { request: (path: string, init: RequestInit) => fetch(server.url + path, init) }
          const phone = await joinScripted(app, petition.code)
          figures.push({ engine, inFlight, ...(await pushAll(server.url, petition, phone, inFlight)) })
        }
      } finally {
        await server.remove()
      }
    }
  } finally {
    await postgres?.remove()
    built.remove()
  }
  return figures
}

async function pushAll(url: string, petition: BenchPetition, phone: ScriptedPhone, inFlight: number) {
  const bodies = await bodiesOf(url, petition, phone)
  const path = url + API_PREFIX + pathOf(push.path, { petition: petition.id })
  const begun = performance.now()
  let next = 0
  let held = 0
  const lane = async () => {
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) {
      const response = await fetch(path, {
        method: 'POST',
        headers: { Cookie: phone.cookie, 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
        body,
      })
      if (!response.ok) throw new Error(`a push was refused: ${response.status}`)
      const { receipts } = PushReply.parse(await response.json())
      held += receipts.filter(({ state }) => state === 'held').length
    }
  }
  await Promise.all(Array.from({ length: inFlight }, lane))
  const seconds = (performance.now() - begun) / 1000
  if (held !== ENTRIES) throw new Error(`${held} of ${ENTRIES} are held`)
  return { n: ENTRIES, seconds: round(seconds), perSecond: Math.round(ENTRIES / seconds) }
}

/** Everything that a phone does beforehand or beside: sealing, writing down, compressing. */
async function bodiesOf(
  url: string,
  petition: BenchPetition,
  phone: ScriptedPhone,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const search = new URLSearchParams({ n: newNonce(), v: '2' })
  const pulled = await fetch(`${url}${API_PREFIX}${pathOf(pull.path, { petition: petition.id })}?${search}`, {
    headers: { Cookie: phone.cookie },
  })
  const wording = pull.reply.parse(await pulled.json()).petition.wordings.at(-1)?.hash
  const run = await phone.newRun()
  const entries: Entry[] = []
  for (let n = 0; n < ENTRIES; n += 1) {
    const place = petition.doors[n % petition.doors.length]
    const personal = drawnPerson(n)
    entries.push(
      await run.write({ kind: 'sign', ...place, outcome: 'signed', method: 'drawn', wording, personal }),
    )
  }
  const bodies: Uint8Array<ArrayBuffer>[] = []
  for (let start = 0; start < ENTRIES; start += MAX_PUSH_ENTRIES) {
    const body = {
      version: 2,
      nonce: newNonce(),
      device: phone.session.device,
      runs: [{ run: run.run, seq: ENTRIES }],
      unsent: [],
      entries: entries.slice(start, start + MAX_PUSH_ENTRIES),
    }
    bodies.push(new Uint8Array(gzipSync(JSON.stringify(body))))
  }
  return bodies
}

const round = (seconds: number) => Math.round(seconds * 100) / 100
