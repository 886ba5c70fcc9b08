import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import type { PhoneDatabase } from '#device/database.ts'
import { createDexieStore } from '#device/dexie-store.ts'
import type { NetReply, WholeEntry } from '#device/ports.ts'
import { syncPass } from '#device/sync/pass.ts'
import { toBase64url } from '#domain/base64url.ts'
import { StreetId } from '#domain/ids.ts'
import { seeded } from '#server/demo/seeded.ts'
import {
  asWired,
  device,
  doorWith,
  heldReceipt,
  keptWith,
  petition,
  street,
} from '../../tools/kept-entries.ts'
import { clockOf, newDatabase, testDice } from '../../tools/phone-fixture.ts'
import { changed, problemReply, replyOf, type Script, scriptedNet } from '../../tools/scripted-net.ts'

async function phoneWith(kept: readonly WholeEntry[], answer?: Script['answer']) {
  const db = newDatabase()
  const store = createDexieStore(db)
  for (const each of kept) await store.addEntry(each, {})
  const net = scriptedNet(answer)
  const dice = { ...testDice, fraction: seeded(1).next }
  const clock = clockOf({ now: 1_795_400_000_000 })
  return { db, store, net, pass: () => syncPass({ petition, device, store, net, clock, dice }) }
}

const statesOf = async (db: PhoneDatabase) =>
  new Map((await db.entries.toArray()).map(({ id, state }) => [id as string, state]))

/** Breaks over every push that holds one of these, as a server does over a poisoned entry. */
const breakingOver =
  (poisoned: readonly WholeEntry[], broken: NetReply): Script['answer'] =>
  (step, honest, { body }) =>
    step === 'push' && poisoned.some(({ id }) => JSON.stringify(body).includes(id)) ? broken : honest

describe('a pass', () => {
  test('says hello, pushes what is unsent, and pulls', async () => {
    const kept = [keptWith(), keptWith({ kind: 'knock' })]
    const { db, net, pass } = await phoneWith(kept)
    expect(await pass()).toEqual({ kind: 'done' })
    expect(net.asked).toEqual(['hello', 'push', 'pull'])
    expect(net.pushed).toEqual([kept.map(({ entry }) => entry)])
    expect([...(await statesOf(db)).values()]).toEqual(['held', 'held'])
  })

  test('with nothing unsent pushes nothing', async () => {
    const { net, pass } = await phoneWith([])
    expect(await pass()).toEqual({ kind: 'done' })
    expect(net.asked).toEqual(['hello', 'pull'])
  })

  test('tells, of runs that hold something, their highest number, and what stays unsent per street', async () => {
    const kept = Array.from({ length: 260 }, () => keptWith())
    let answerFirst = () => {}
    const bothAreUnderWay = new Promise<void>((resolve) => {
      answerFirst = resolve
    })
    const { net, pass } = await phoneWith(kept, async (step, honest) => {
      if (net.pushes.length > 1) answerFirst()
      if (step === 'push') await bothAreUnderWay
      return honest
    })
    await pass()
    const last = kept.at(-1)
    const runs = [{ run: last?.run, seq: last?.seq }]
    expect(
      net.pushes.map(({ runs, unsent, entries }) => ({ runs, unsent, entries: entries.length })),
    ).toEqual([
      { runs, unsent: [{ street, signatures: 132 }], entries: 128 },
      // The other push may never arrive: what is in it counts as unsent until then.
      { runs, unsent: [{ street, signatures: 128 }], entries: 132 },
      { runs: [], unsent: [], entries: 0 },
    ])
  })

  test('S4 no push is larger than 128 kB once compressed, whatever was drawn', async () => {
    const kept = Array.from({ length: 200 }, () => keptWith({ sealed: toBase64url(testDice.bytes(3000)) }))
    const { net, pass } = await phoneWith(kept)
    expect(await pass()).toEqual({ kind: 'done' })
    const sizes = net.pushes.map((push) => gzipSync(JSON.stringify(push)).length)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(128 * 1024)
    expect(Math.max(...sizes)).toBeGreaterThan(100 * 1024)
  })

  test('S4 entries without ink fill a push by number, and stay below 128 kB', async () => {
    const { net, pass } = await phoneWith(Array.from({ length: 256 }, () => keptWith()))
    await pass()
    expect(net.pushed.map(({ length }) => length)).toEqual([256])
    expect(gzipSync(JSON.stringify(net.pushes[0])).length).toBeLessThan(256 * (180 + 40))
  })
})

describe('S2 what is not our server’s word changes nothing', () => {
  const strangers: [string, (honest: NetReply) => NetReply, string][] = [
    ['a captive portal’s page', () => replyOf(undefined), 'offline'],
    ['a captive portal’s JSON', () => replyOf({ status: 'ok', receipts: [] }), 'offline'],
    ['a reply without the nonce', (honest) => changed(honest, { nonce: undefined }), 'offline'],
    ['another’s nonce', (honest) => changed(honest, { nonce: toBase64url(testDice.bytes(16)) }), 'offline'],
    ['a hotel’s 401', () => replyOf('<html>', 401), 'offline'],
    ['a hotel’s 403 in JSON', () => replyOf({ message: 'sign in' }, 403), 'offline'],
    ['a redirect that was followed to nowhere', () => replyOf(undefined, 302), 'offline'],
    ['no answer', () => ({ kind: 'unreachable' }), 'offline'],
    ['our server, signed out', () => problemReply('signed-out', 401), 'signed-out'],
    ['our server, access taken back', () => problemReply('not-allowed', 403), 'signed-out'],
    ['our server, too new for this app', () => problemReply('upgrade-needed', 426), 'app-too-old'],
    ['a proxy whose server is down', () => replyOf('<html>', 502), 'server-down'],
    ['our server, in trouble', () => problemReply('server-error', 500), 'server-down'],
  ]

  test.each(strangers)('%s, to hello', async (_, reply, outcome) => {
    const { db, net, pass } = await phoneWith([keptWith()], (_step, honest) => reply(honest))
    expect((await pass()).kind).toBe(outcome)
    expect(net.asked).toEqual(['hello'])
    expect([...(await statesOf(db)).values()]).toEqual(['unsent'])
  })

  test.each(strangers)('%s, to a push', async (_, reply, outcome) => {
    const { db, pass } = await phoneWith([keptWith(), keptWith()], (step, honest) =>
      step === 'push' ? reply(honest) : honest,
    )
    expect((await pass()).kind).toBe(outcome)
    expect([...(await statesOf(db)).values()]).toEqual(['unsent', 'unsent'])
  })

  test.each(strangers)('%s, to a pull', async (_, reply, outcome) => {
    const { db, store, pass } = await phoneWith([], (step, honest) =>
      step === 'pull' ? reply(honest) : honest,
    )
    expect((await pass()).kind).toBe(outcome)
    expect(await db.petitions.count()).toBe(0)
    expect((await store.syncState(petition)).cursor).toBeUndefined()
  })

  test('any other reply than a valid receipt leaves each entry as it was', async () => {
    const kept = [keptWith(), keptWith(), keptWith({ kind: 'knock' })]
    const nonce = fc.constantFrom('kept', 'lost', 'other')
    const aReceipt = fc.record({
      of: fc.nat(kept.length - 1),
      id: fc.constantFrom('right', 'other', 'none'),
      hash: fc.constantFrom('right', 'other', 'empty'),
      state: fc.constantFrom('held', 'deferred', 'refused', 'accepted'),
      received: fc.constantFrom(7, 0, '7', undefined),
      reason: fc.constantFrom('malformed', 'unknown-ref', 'because', undefined),
    })
    const aReply = fc.record({
      at: fc.constantFrom('hello', 'push', 'pull'),
      retryAfterMs: fc.option(fc.nat(4_000_000), { nil: undefined }),
      status: fc.constantFrom(200, 201, 204, 301, 400, 401, 404, 409, 413, 418, 429, 500, 503),
      nonce,
      receipts: fc.array(aReceipt, { maxLength: 4 }),
      junk: fc.option(fc.jsonValue()),
      cut: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(aReply, async ({ at, status, retryAfterMs, nonce, receipts, junk, cut }) => {
        const made = receipts.map(({ of, id, hash, ...rest }) => ({
          ...rest,
          id: id === 'right' ? kept[of]?.id : id === 'other' ? v7() : undefined,
          hash: hash === 'right' ? kept[of]?.entry.hash : hash === 'empty' ? '' : keptWith().entry.hash,
        }))
        const { db, pass } = await phoneWith(kept, (step, honest) => {
          if (step !== at) return honest
          if (junk !== null) return replyOf(junk, status, retryAfterMs)
          if (cut) return replyOf(undefined, status, retryAfterMs)
          const word = changed(honest, {
            receipts: made,
            ...(nonce === 'lost' ? { nonce: undefined } : nonce === 'other' ? { nonce: 'A'.repeat(22) } : {}),
          })
          return { ...word, status, retryAfterMs } as NetReply
        })
        await pass()

        const isOurWord = status === 200 && nonce === 'kept' && junk === null && !cut
        if (at !== 'push') {
          // Whoever spoils the greeting stops everything; whoever spoils the pull comes too late to spoil a receipt.
          const expected = at === 'pull' || isOurWord ? 'held' : 'unsent'
          for (const { state } of await db.entries.toArray()) expect(state).toBe(expected)
          return
        }
        const receipted = new Map(
          made.filter(isReceipt).map(({ id, hash, state }) => [`${id}${hash}`, state] as const),
        )
        for (const { entry, state } of await db.entries.toArray()) {
          const word =
            isOurWord && made.every(isReceipt) ? receipted.get(`${entry.id}${entry.hash}`) : undefined
          if (word === undefined) expect(state).toBe('unsent')
          else expect(state).not.toBe('unsent')
        }
      }),
      { numRuns: 250 },
    )
  })

  function isReceipt({ id, state, received, reason }: Record<string, unknown>): boolean {
    if (id === undefined) return false
    if (state === 'held') return received === 7 && reason === undefined
    if (state === 'deferred') return received === 7 && reason === 'unknown-ref'
    return state === 'refused' && reason === 'malformed' && received === undefined
  }
})

describe('S3 one entry never holds back another', () => {
  const breaks: [string, NetReply][] = [
    ['500', problemReply('server-error', 500)],
    ['our 413', problemReply('too-large', 413)],
    ['a proxy’s 413', replyOf('<html>too large</html>', 413)],
    ['400', problemReply('bad-request', 400)],
  ]

  test.each(breaks)('%s over one poisoned entry: all the others arrive', async (_, broken) => {
    const kept = Array.from({ length: 60 }, () => keptWith())
    const poisoned = kept[23]
    if (poisoned === undefined) throw new Error('there are sixty')
    const { db, net, pass } = await phoneWith(kept, breakingOver([poisoned], broken))
    expect(await pass()).toEqual({ kind: 'server-down' })
    const unsent = [...(await statesOf(db))].filter(([, state]) => state === 'unsent').map(([id]) => id)
    expect(unsent).toEqual([poisoned.id])
    expect(net.asked.at(-1)).toBe('pull')
    expect(net.asked.length).toBeLessThan(20)
  })

  test('a row of poisoned entries at the head does not stand before the rest for ever', async () => {
    const kept = Array.from({ length: 60 }, () => keptWith())
    const poisoned = kept.slice(0, 20)
    const { db, pass } = await phoneWith(kept, breakingOver(poisoned, problemReply('server-error', 500)))
    for (let passes = 0; passes < 40; passes += 1) await pass()
    const unsent = [...(await statesOf(db))].filter(([, state]) => state === 'unsent').map(([id]) => id)
    expect(unsent.sort()).toEqual(poisoned.map(({ id }) => id).sort())
  })

  test('a server in trouble is not asked about each of 256 entries', async () => {
    const { net, pass } = await phoneWith(
      Array.from({ length: 256 }, () => keptWith()),
      (step, honest) => (step === 'push' ? problemReply('server-error', 500) : honest),
    )
    expect(await pass()).toEqual({ kind: 'server-down' })
    expect(net.pushes.length).toBeLessThan(20)
  })

  test('S2 entries that the reply leaves out stay unsent, and are asked for again without end to the pass', async () => {
    const [one, two] = [keptWith(), keptWith()]
    const { db, pass } = await phoneWith([one, two], (step, honest) =>
      step === 'push' ? changed(honest, { receipts: [heldReceipt(one)] }) : honest,
    )
    expect(await pass()).toEqual({ kind: 'server-down' })
    expect(await statesOf(db)).toEqual(
      new Map([
        [one.id as string, 'held'],
        [two.id, 'unsent'],
      ]),
    )
  })

  test('a refused entry does not block those saved after it', async () => {
    const [bad, good] = [keptWith(), keptWith()]
    const { db, pass } = await phoneWith([bad], (step, honest) =>
      step === 'push'
        ? changed(honest, {
            receipts: [
              { id: bad.id, hash: bad.entry.hash, state: 'refused', reason: 'unknown-wording' },
              heldReceipt(good),
            ],
          })
        : honest,
    )
    await createDexieStore(db).addEntry(good, {})
    expect(await pass()).toEqual({ kind: 'done' })
    expect([...(await statesOf(db)).values()]).toEqual(['refused', 'held'])
  })

  test('S4 Retry-After ends the pass and is handed on', async () => {
    const { pass } = await phoneWith([keptWith()], (step, honest) =>
      step === 'push' ? replyOf({ error: 'server-error' }, 503, 30_000) : honest,
    )
    expect(await pass()).toEqual({ kind: 'server-down', retryAfterMs: 30_000 })
  })
})

describe('S5 pulling', () => {
  const streetRow = { id: street, name: 'Reede Road', position: 0 }
  const pages = [
    { reset: true, streets: [streetRow], doors: [asWired(doorWith())], cursor: 'epoch-1.1.0', more: true },
    { reset: false, doors: [asWired(doorWith({ position: 1 }))], cursor: 'epoch-1.2.0', more: true },
    { reset: false, doors: [asWired(doorWith({ position: 2 }))], cursor: 'epoch-1.3.0', more: false },
  ]

  /** Answers pulls with these pages, by the cursor that was asked with. */
  const paged =
    (breakAt?: number): Script['answer'] =>
    (step, honest, { path }) => {
      if (step !== 'pull') return honest
      const cursor = new URL(path, 'https://x').searchParams.get('cursor')
      const place =
        cursor === null || cursor === 'old' ? 0 : pages.findIndex((page) => page.cursor === cursor) + 1
      return place === breakAt ? { kind: 'unreachable' } : changed(honest, pages[place] ?? {})
    }

  test('asks until there is no more', async () => {
    const { db, store, net, pass } = await phoneWith([], paged())
    expect(await pass()).toEqual({ kind: 'done' })
    expect(net.asked).toEqual(['hello', 'pull', 'pull', 'pull'])
    expect(await db.doors.count()).toBe(3)
    expect((await store.syncState(petition)).cursor).toBe('epoch-1.3.0')
  })

  test('a link that breaks in the middle of a new start leaves the streets of before', async () => {
    const { db, store, net, pass } = await phoneWith([], paged())
    await pass()
    const before = await db.doors.toArray()
    await db.petitions.update(petition, { cursor: 'old' })
    net.script.answer = paged(1)
    expect(await pass()).toEqual({ kind: 'offline' })
    expect(await db.doors.toArray()).toEqual(before)
    expect((await store.syncState(petition)).cursor).toBe('old')
  })

  test('own knocks survive a new start of several pages', async () => {
    const { db, store, net, pass } = await phoneWith([], paged())
    await pass()
    const last = (await db.doors.toArray()).find(({ position }) => position === 2)
    if (last === undefined) throw new Error('there are three doors')
    const kept = keptWith({ kind: 'knock', door: last.id })
    await store.addEntry(kept, { door: { id: last.id, mark: 'done', outcome: 'declined', entry: kept.id } })
    await db.petitions.update(petition, { cursor: 'old' })
    net.script.answer = (step, honest, request) =>
      step === 'push' ? changed(honest, { receipts: [] }) : paged()(step, honest, request)
    await pass()
    expect(await db.doors.get([petition, last.id])).toMatchObject({ mark: 'done', outcome: 'declined' })
  })

  test('a scope that changes between two pages starts over', async () => {
    const other = StreetId.parse(v7())
    const { db, pass } = await phoneWith([], (step, honest, { path }) => {
      if (step !== 'pull') return honest
      if (!path.includes('cursor')) return changed(honest, pages[0] ?? {})
      return changed(honest, {
        reset: true,
        streets: [{ ...streetRow, id: other, name: 'Heathway' }],
        cursor: 'epoch-1.2.1',
      })
    })
    await pass()
    expect((await db.streets.toArray()).map(({ id }) => id)).toEqual([other])
    expect(await db.doors.count()).toBe(0)
  })
})

describe('S7 versions', () => {
  const speaking = (oldest: number, newest: number) =>
    phoneWith([keptWith()], (step, honest) =>
      step === 'hello' ? changed(honest, { wire: { oldest, newest } }) : honest,
    )

  test('a newer server that still knows this version is used', async () => {
    expect(await (await speaking(1, 9)).pass()).toEqual({ kind: 'done' })
  })

  test('one that no longer knows it means that the app is too old, and nothing is sent', async () => {
    const { net, pass } = await speaking(3, 9)
    expect(await pass()).toEqual({ kind: 'app-too-old' })
    expect(net.asked).toEqual(['hello'])
  })
})
