import { describe, expect, test } from 'vitest'
import { createDexieStore } from '#device/dexie-store.ts'
import type { PhoneStore, WholeEntry } from '#device/ports.ts'
import { createPassMemory, type PassParts, syncPass } from '#device/sync/pass.ts'
import { toBase64url } from '#domain/base64url.ts'
import { DeviceId } from '#domain/ids.ts'
import type { Receipt } from '#domain/receipt.ts'
import type { PhoneReport } from '#wire/phone-report.ts'
import { MAX_PUSH_BYTES } from '#wire/push.ts'
import { device, keptWith, petition, pullReplyWith } from '../../tools/kept-entries.ts'
import { clockOf, newDatabase, testDice } from '../../tools/phone-fixture.ts'
import { changed, problemReply, type Script, scriptedNet } from '../../tools/scripted-net.ts'

const serverNow = Date.parse('2026-11-22T10:00:00.000Z')

async function phoneWith(
  kept: readonly WholeEntry[],
  answer?: Script['answer'],
  more: Partial<PassParts> & { store?: PhoneStore } = {},
) {
  const db = newDatabase()
  const store = more.store ?? createDexieStore(db)
  await store.applyPull(petition, pullReplyWith({ reset: true }), new Date(serverNow))
  await store.bringBack(kept)
  const net = scriptedNet(answer)
  const clock = { now: serverNow }
  const parts = { petition, device, net, clock: clockOf(clock), dice: testDice, ...more, store }
  const states = async () =>
    new Map((await db.entries.toArray()).map(({ id, state }) => [id as string, state]))
  return { db, store, net, clock, states, pass: () => syncPass(parts) }
}

const many = (count: number) => Array.from({ length: count }, () => keptWith())

/** A push holds 40 of these. */
const large = (count: number) =>
  Array.from({ length: count }, () => keptWith({ sealed: toBase64url(testDice.bytes(3000)) }))

const idsIn = (body: unknown) => (body as { entries: { id: string }[] }).entries.map(({ id }) => id)

const turn = () => new Promise((resolve) => setTimeout(resolve, 0))

describe('two pushes under way', () => {
  test('keep the link full, and no entry is in both', async () => {
    const kept = large(110)
    const underWay: string[][] = []
    let most = 0
    const { net, pass, states } = await phoneWith(kept, async (step, honest, { body }) => {
      if (step !== 'push') return honest
      const ids = idsIn(body)
      expect(underWay.flat().filter((id) => ids.includes(id))).toEqual([])
      underWay.push(ids)
      most = Math.max(most, underWay.length)
      for (let n = 0; n < 5; n += 1) await turn()
      underWay.splice(underWay.indexOf(ids), 1)
      return honest
    })
    expect(await pass()).toEqual({ kind: 'done' })
    expect(most).toBe(2)
    const sent = net.pushed.flat().map(({ id }) => id)
    expect([sent.length, new Set(sent).size]).toEqual([110, 110])
    expect(new Set((await states()).values())).toEqual(new Set(['held']))
  })

  test('do not begin alike: the first of many is a half, so that they end one after the other', async () => {
    const { net, pass } = await phoneWith(large(90))
    await pass()
    expect(net.pushed.map(({ length }) => length)).toEqual([20, 40, 30, 0])
  })

  test('T1 are followed by one with the last word on what is unsent; a single push needs none', async () => {
    const two = await phoneWith(large(50))
    await two.pass()
    expect(two.net.pushes.at(-1)).toMatchObject({ entries: [], unsent: [], runs: [] })
    const one = await phoneWith(large(40))
    await one.pass()
    expect(one.net.asked).toEqual(['hello', 'push', 'pull'])
  })

  test('never hold a signature in the one and what amends it in the other', async () => {
    const signs = large(50)
    const amends = signs.map(({ id }) => keptWith({ kind: 'amend', ref: id }))
    const underWay = new Set<string>()
    const { pass, states } = await phoneWith([...signs, ...amends], async (step, honest, { body }) => {
      if (step !== 'push') return honest
      const { entries } = body as { entries: { id: string; ref?: string }[] }
      for (const { ref } of entries) expect(underWay.has(ref ?? '')).toBe(false)
      for (const { id } of entries) underWay.add(id)
      await turn()
      for (const { id } of entries) underWay.delete(id)
      return honest
    })
    expect(await pass()).toEqual({ kind: 'done' })
    expect(new Set((await states()).values())).toEqual(new Set(['held']))
  })

  test('end together: after one has failed nothing more is sent, and the other’s receipts still count', async () => {
    let pushes = 0
    let inTime = 0
    const { net, pass, states } = await phoneWith(large(100), async (step, honest) => {
      if (step !== 'push') return honest
      pushes += 1
      if (pushes === 1) return { kind: 'unreachable' }
      for (let n = 0; n < 10; n += 1) await turn()
      inTime = net.pushes.length
      return honest
    })
    expect(await pass()).toEqual({ kind: 'offline' })
    expect([inTime, net.pushes.length]).toEqual([2, 2])
    expect([...(await states()).values()].filter((state) => state === 'held')).toHaveLength(40)
  })

  test('settle what was noted of many receipts, even where the pass ends early', async () => {
    let pushes = 0
    const { db, pass, states } = await phoneWith(many(300), (step, honest) => {
      if (step === 'push') pushes += 1
      return pushes === 2 ? { kind: 'unreachable' } : honest
    })
    expect(await pass()).toEqual({ kind: 'offline' })
    expect(await db.heard.count()).toBe(0)
    expect([...(await states()).values()].filter((state) => state === 'held')).toHaveLength(128)
  })

  test('a receipt that does not take ends the pass instead of sending the same without end', async () => {
    const store = createDexieStore(newDatabase())
    const deaf: PhoneStore = { ...store, applyPush: async () => {} }
    const { net, pass } = await phoneWith(many(3), undefined, { store: deaf })
    expect(await pass()).toEqual({ kind: 'server-down' })
    expect(net.pushes).toHaveLength(1)
  })
})

describe('a pass that takes long', () => {
  test('ends after half a minute with more to send, so that another tab has its turn', async () => {
    const { net, clock, pass, states } = await phoneWith(large(150), (step, honest) => {
      if (step === 'push') clock.now += 20_000
      return honest
    })
    expect(await pass()).toEqual({ kind: 'more' })
    expect(net.asked).not.toContain('pull')
    const sent = [...(await states()).values()].filter((state) => state === 'held').length
    expect(sent).toBeGreaterThan(0)
    expect(sent).toBeLessThan(150)
    while ((await pass()).kind === 'more') expect(net.pushes.length).toBeLessThan(20)
    expect(new Set((await states()).values())).toEqual(new Set(['held']))
  })
})

describe('a link on which a push gets lost', () => {
  test('is given less at a time, down to a handful of signatures, and more again when that arrives', async () => {
    const memory = createPassMemory()
    const kept = Array.from({ length: 120 }, () => keptWith({ sealed: toBase64url(testDice.bytes(440)) }))
    let carries = 6
    const { net, pass, states } = await phoneWith(
      kept,
      (step, honest, { body }) =>
        step === 'push' && idsIn(body).length > carries ? { kind: 'unreachable' } : honest,
      { memory },
    )
    for (let passes = 0; passes < 4; passes += 1) expect((await pass()).kind).toBe('offline')
    expect([...(await states()).values()]).toContain('held')
    expect(Math.min(...net.pushed.map(({ length }) => length))).toBeLessThanOrEqual(6)
    carries = 1000
    await pass()
    expect(await pass()).toEqual({ kind: 'done' })
    expect(memory.pushBytes).toBe(MAX_PUSH_BYTES)
  })
})

describe('the hello', () => {
  test('S10 measures the clock’s offset from the middle of the question', async () => {
    const told: number[] = []
    const store = createDexieStore(newDatabase())
    const { clock, pass } = await phoneWith(
      [],
      (step, honest) => {
        if (step === 'hello') clock.now += 4_000
        return honest
      },
      {
        store: {
          ...store,
          applyHello: async (_, { clockOffsetMs }) => void told.push(clockOffsetMs),
        },
      },
    )
    clock.now = serverNow + 3_600_000
    await pass()
    expect(told).toEqual([3_602_000])
  })

  test.each(['push', 'pull'] as const)(
    'S9 a %s of another epoch than the hello’s changes nothing',
    async (which) => {
      const { db, store, pass, states } = await phoneWith(many(2), (step, honest) =>
        step === which ? changed(honest, { epoch: 'epoch-2', cursor: 'epoch-2.1.0' }) : honest,
      )
      expect(await pass()).toEqual({ kind: 'server-down' })
      expect(new Set((await states()).values())).toEqual(new Set([which === 'push' ? 'unsent' : 'held']))
      expect((await db.petitions.get(petition))?.epoch).toBe('epoch-1')
      expect((await store.syncState(petition)).cursor).toBe('epoch-1.7.0')
    },
  )

  test('S7 an older server is spoken to in its own version', async () => {
    const report = { read: async () => calm, received: async () => {} }
    const { net, pass } = await phoneWith(
      many(1),
      (step, honest, { path }) => {
        if (step === 'pull') expect(path).not.toMatch(/[?&]v=/)
        return step === 'hello' ? changed(honest, { wire: { oldest: 1, newest: 1 } }) : honest
      },
      { report },
    )
    expect(await pass()).toEqual({ kind: 'done' })
    expect(net.pushes[0]).toMatchObject({ version: 1 })
    expect(net.pushes[0]).not.toHaveProperty('report')
  })

  test('S7 a newer server that still knows this version is spoken to in this one', async () => {
    const { net, pass } = await phoneWith(many(1), (step, honest, { path }) => {
      if (step === 'pull') expect(path).toMatch(/[?&]v=2(&|$)/)
      return step === 'hello' ? changed(honest, { wire: { oldest: 1, newest: 9 } }) : honest
    })
    await pass()
    expect(net.pushes[0]).toMatchObject({ version: 2 })
  })
})

const calm: PhoneReport = { copies: 2, clockOffsetMs: 0, oldestUnsentAt: null, incidents: [] }
const shaken: PhoneReport = {
  ...calm,
  incidents: [{ kind: 'database-lost', at: '2026-11-22T10:00:00.000Z', broughtBack: 3 }],
}

describe('J4 the report on the phone', () => {
  const reporting = (report: PhoneReport) => {
    const received: PhoneReport[] = []
    return {
      received,
      report: { read: async () => report, received: async (of: PhoneReport) => void received.push(of) },
    }
  }

  test('goes with the first push only, and is known to have arrived', async () => {
    const { report, received } = reporting(shaken)
    const { net, pass } = await phoneWith(large(50), undefined, { report })
    await pass()
    expect(net.pushes.map((push) => 'report' in push)).toEqual([true, false, false])
    expect(received).toEqual([shaken])
  })

  test('an incident is told even where nothing is unsent; a calm phone does not push for it', async () => {
    const { report, received } = reporting(shaken)
    const { net, pass } = await phoneWith([], undefined, { report })
    await pass()
    expect(net.pushes).toMatchObject([{ entries: [], report: shaken }])
    expect(received).toEqual([shaken])
    const quiet = await phoneWith([], undefined, reporting(calm))
    await quiet.pass()
    expect(quiet.net.asked).toEqual(['hello', 'pull'])
  })

  test('over which the server stumbles, holds back no entry and is not taken for told', async () => {
    const { report, received } = reporting(shaken)
    const { pass, states } = await phoneWith(
      many(5),
      (step, honest, { body }) =>
        step === 'push' && 'report' in (body as object) ? problemReply('bad-request', 400) : honest,
      { report },
    )
    expect(await pass()).toEqual({ kind: 'done' })
    expect(new Set((await states()).values())).toEqual(new Set(['held']))
    expect(received).toEqual([])
  })
})

describe('S7 what was deferred', () => {
  const deferring: Script['answer'] = (step, honest, { body }) =>
    step === 'push'
      ? changed(honest, {
          receipts: (body as { entries: { id: string; hash: string }[] }).entries.map(
            ({ id, hash }): Receipt =>
              ({ id, hash, state: 'deferred', received: 7, reason: 'unknown-door' }) as Receipt,
          ),
        })
      : honest

  async function phoneThatDeferred() {
    const kept = many(3)
    const phone = await phoneWith(kept, deferring)
    expect(await phone.pass()).toEqual({ kind: 'done' })
    expect(new Set((await phone.states()).values())).toEqual(new Set(['deferred']))
    const start = () => {
      const memory = createPassMemory()
      const parts = { petition, device, net: phone.net, clock: clockOf(phone.clock), dice: testDice, memory }
      return () => syncPass({ ...parts, store: phone.store })
    }
    return { ...phone, kept, start }
  }

  test('goes once more in each start of the app, without being unsent again', async () => {
    const { net, start, states } = await phoneThatDeferred()
    for (const starts of [2, 3]) {
      const pass = start()
      await pass()
      await pass()
      expect(net.pushed).toHaveLength(starts)
      expect(net.pushes.at(-1)).toMatchObject({ runs: [], unsent: [] })
      expect(new Set((await states()).values())).toEqual(new Set(['deferred']))
    }
  })

  test('becomes held when the server has learnt what it lacked', async () => {
    const { net, start, states } = await phoneThatDeferred()
    net.script.answer = (_, honest) => honest
    expect(await start()()).toEqual({ kind: 'done' })
    expect(new Set((await states()).values())).toEqual(new Set(['held']))
  })

  test('in this very start is not asked about again', async () => {
    const memory = createPassMemory()
    const { net, pass } = await phoneWith(many(2), deferring, { memory })
    await pass()
    await pass()
    expect(net.pushed).toHaveLength(1)
  })

  test('goes with a later pass of this start where the link broke', async () => {
    const { net, start, states } = await phoneThatDeferred()
    const pass = start()
    net.script.answer = (step, honest) => (step === 'push' ? { kind: 'unreachable' } : honest)
    expect(await pass()).toEqual({ kind: 'offline' })
    net.script.answer = (_, honest) => honest
    await pass()
    expect(new Set((await states()).values())).toEqual(new Set(['held']))
  })

  test('by somebody who had this phone before is not sent under another’s session', async () => {
    const other = keptWith({ device: DeviceId.parse(crypto.randomUUID()) })
    const { net, store, start, states } = await phoneThatDeferred()
    await store.bringBack([other])
    await start()()
    net.script.answer = (_, honest) => honest
    await start()()
    expect((await states()).get(other.id)).toBe('deferred')
    expect(net.pushed.at(-1)).toHaveLength(3)
  })
})

describe('S3 what was refused', () => {
  const refusing: Script['answer'] = (step, honest, { body }) =>
    step === 'push'
      ? changed(honest, {
          receipts: (body as { entries: { id: string; hash: string }[] }).entries.map(
            ({ id, hash }): Receipt => ({ id, hash, state: 'refused', reason: 'rules-not-met' }) as Receipt,
          ),
        })
      : honest

  test('goes once more in each start, and becomes held when a person has taken it in', async () => {
    const { net, store, clock, states, pass } = await phoneWith(many(2), refusing, {
      memory: createPassMemory(),
    })
    await pass()
    await pass()
    expect(net.pushed).toHaveLength(1)
    expect(new Set((await states()).values())).toEqual(new Set(['refused']))

    net.script.answer = (_, honest) => honest
    const memory = createPassMemory()
    await syncPass({ petition, device, net, clock: clockOf(clock), dice: testDice, memory, store })
    expect(new Set((await states()).values())).toEqual(new Set(['held']))
  })
})
