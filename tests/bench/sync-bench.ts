/**
 * A long day's signatures with ink, from a real Chromium to a real server,
 * until all is acknowledged: on this machine, and over a slow link. PouchDB
 * carries the same signatures beside it, for the ratio.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openChromium } from '../tools/chromium.ts'
import { startPetitionPack } from './sync/petition-pack.ts'
import { startPouchDb } from './sync/pouch-db.ts'
import { type LinkSpeed, startThrottledLink } from './sync/throttled-link.ts'

/** A phone at the edge of the signal. */
const SLOW: LinkSpeed = { rttMs: 300, upBitsPerSecond: 400_000, downBitsPerSecond: 1_600_000 }
const CASES = [
  { link: 'loopback', n: 10_000 },
  { link: 'slow', n: 1_000 },
] as const
/** What a server has to take in each second where the link does not matter. */
const LOOPBACK_PER_SECOND = 2_000
const PUSH_MS = 10 * 60_000

type Figures = {
  readonly contestant: 'petition-pack' | 'pouchdb'
  readonly link: 'loopback' | 'slow'
  readonly n: number
  readonly seconds: number
  readonly bytesUpPerEntry: number
  /** What these bytes and two round trips need on the slow link; on loopback the time that we allow ourselves. */
  readonly limitSeconds: number
}

/** What a contestant offers: its page behind a port of this machine, and what has arrived. */
export type Contestant = {
  readonly port: number
  /** Handed to the page when it fills itself. */
  readonly code: string
  /** How many signatures the server holds, whole. */
  received(): Promise<number>
  stop(): Promise<void>
}

const contestants = {
  'petition-pack': startPetitionPack,
  pouchdb: startPouchDb,
} satisfies Record<Figures['contestant'], () => Promise<Contestant>>

export async function measure(): Promise<Figures[]> {
  const figures: Figures[] = []
  for (const name of ['petition-pack', 'pouchdb'] as const) {
    for (const { link, n } of CASES) {
      const contestant = await contestants[name]()
      try {
        figures.push({ contestant: name, link, n, ...(await measureOne(contestant, link, n)) })
      } finally {
        await contestant.stop()
      }
    }
  }
  return figures
}

async function measureOne({ port, code, received }: Contestant, speed: Figures['link'], n: number) {
  const link = await startThrottledLink(port)
  const profile = mkdtempSync(join(tmpdir(), 'petition-pack-bench-'))
  const context = await openChromium(profile)
  try {
    const page: Page = context.pages()[0] ?? (await context.newPage())
    page.setDefaultTimeout(PUSH_MS)
    await page.goto(`${link.url}/bench.html`)
    await page.waitForFunction('window.syncBench')
    await page.evaluate(([code, n]) => window.syncBench.fill(code, n), [code, n] as const)
    link.beginAt(speed === 'slow' ? SLOW : undefined)
    const seconds = (await page.evaluate(() => window.syncBench.push())) / 1000
    const bytesUp = link.bytesUp()
    const held = await received()
    if (held !== n) throw new Error(`${held} of ${n} have arrived`)
    return {
      seconds: round(seconds),
      bytesUpPerEntry: Math.round(bytesUp / n),
      limitSeconds: round(
        speed === 'slow'
          ? (bytesUp * 8) / SLOW.upBitsPerSecond + (2 * SLOW.rttMs) / 1000
          : n / LOOPBACK_PER_SECOND,
      ),
    }
  } finally {
    await context.close()
    await link.close()
    rmSync(profile, { recursive: true, force: true })
  }
}

const round = (seconds: number) => Math.round(seconds * 100) / 100
