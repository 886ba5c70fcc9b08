/** Whatever anybody sends to any endpoint, on both engines: an answer from the closed list, and never a fault. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import type { Role } from '#domain/permission.ts'
import type { Store } from '#server/store/open-store.ts'
import { endpoints } from '#wire/api.ts'
import type { Endpoint } from '#wire/endpoint.ts'
import { type ApiCaller, joinAs, type sendTo } from '../tools/api-caller.ts'
import { type PetitionFixture, startPetition } from '../tools/petition-fixture.ts'
import { openPgliteStore } from '../tools/pglite-store.ts'
import { joinedPhone } from '../tools/phone-fixture.ts'

const RUNS = 60
const roles = ['organiser', 'captain', 'volunteer'] as const satisfies readonly Role[]
const isText = (value: unknown): value is string => typeof value === 'string'

/** What breaks servers: what no column takes, what is too much, and names that every object has. */
const odd: readonly unknown[] = [
  'a\u0000b',
  '\u0000',
  '\ud800',
  '__proto__',
  '',
  ' ',
  '=1+1',
  '\u202e',
  'e\u0301'.repeat(5000),
  '9'.repeat(30),
  '9999-12-31T23:59',
  0,
  -1,
  1.5,
  2 ** 53,
  Number.MAX_SAFE_INTEGER,
  1e308,
  null,
  true,
  {},
  [],
  [[[[[[]]]]]],
  JSON.parse('{"__proto__":{"polluted":true}}'),
  JSON.parse('{"constructor":{"prototype":{"polluted":true}}}'),
]
/** Half a character can't be written into an address at all. */
const oddText = fc.constantFrom(...odd.filter(isText).filter((text) => text !== '\ud800'))

/** The parts of a JSON schema that ours are made of. */
const Shape = z.object({
  const: z.optional(z.unknown()),
  enum: z.optional(z.array(z.unknown())),
  anyOf: z.optional(z.array(z.unknown())),
  type: z.optional(z.string()),
  format: z.optional(z.string()),
  minLength: z.optional(z.number()),
  maxLength: z.optional(z.number()),
  properties: z.optional(z.record(z.string(), z.unknown())),
  required: z.optional(z.array(z.string())),
  items: z.optional(z.unknown()),
})

/** Mostly what the schema asks for, so that some of it gets as far as the database; anywhere in it, now and then, something odd. */
function nearly(schema: unknown, ids: readonly string[]): fc.Arbitrary<unknown> {
  const shape = Shape.parse(schema ?? {})
  return fc.oneof({ weight: 25, arbitrary: meant() }, { weight: 1, arbitrary: fc.constantFrom(...odd) })

  function meant(): fc.Arbitrary<unknown> {
    if (shape.const !== undefined) return fc.constant(shape.const)
    if (shape.enum !== undefined) return fc.constantFrom(...shape.enum)
    if (shape.anyOf !== undefined) return fc.oneof(...shape.anyOf.map((each) => nearly(each, ids)))
    if (shape.type === 'object') {
      const fields = Object.entries(shape.properties ?? {}).map(([name, each]) => [name, nearly(each, ids)])
      return fc.record(Object.fromEntries(fields), { requiredKeys: (shape.required ?? []) as never[] })
    }
    if (shape.type === 'array') return fc.array(nearly(shape.items, ids), { maxLength: 4 })
    if (shape.type === 'integer') return fc.oneof(fc.integer({ min: 0, max: 30 }), fc.maxSafeInteger())
    if (shape.type === 'string') return text()
    return fc.jsonValue()
  }

  function text(): fc.Arbitrary<string> {
    if (shape.format === 'uuid') return fc.oneof(fc.uuid(), fc.constantFrom(...ids))
    if (shape.format === 'base64url') {
      const length = shape.minLength ?? 22
      const bytes = fc.uint8Array({ minLength: length, maxLength: length })
      return bytes.map((each) => Buffer.from(each).toString('base64url').slice(0, length))
    }
    const maxLength = Math.min(shape.maxLength ?? 30, 30)
    const usual = fc.constantFrom(
      'Reede Road',
      'RM10 7TU',
      'ABCD-2345',
      '2026-11-22',
      'Europe/London',
      'a\u0000b',
    )
    return fc.oneof(fc.string({ maxLength, unit: 'binary' }), usual)
  }
}

const engines: Readonly<Record<string, () => Promise<Store | undefined>>> = {
  libsql: async () => undefined,
  PostgreSQL: openPgliteStore,
}

describe.each(Object.entries(engines))('on %s', (_, open) => {
  let store: Store | undefined
  let fixture: PetitionFixture
  const callers = new Map<Role, ApiCaller>()
  const ids: string[] = []

  beforeAll(async () => {
    store = await open()
    fixture = await startPetition(store === undefined ? {} : { store })
    const { street, doors } = await fixture.addStreet('Reede Road', 3)
    const volunteer = await fixture.invite('volunteer', 'Vera Volunteer', [street])
    const captain = await fixture.invite('captain', 'Colm Captain', [street])
    const phone = await joinedPhone(fixture, volunteer.code)
    const signature = await phone.gathering.sign({
      street,
      door: await phone.door(doors[0] ?? ''),
      method: 'typed',
      wording: fixture.wording,
      personal: { name: 'Ada Example', postcode: 'RM10 7TU' },
    })
    await phone.pass()
    callers.set('organiser', await joinAs(fixture.app, fixture.organiserCode))
    callers.set('captain', await joinAs(fixture.app, captain.code))
    callers.set('volunteer', await joinAs(fixture.app, volunteer.code))
    const batches = await fixture.server.store.db.selectFrom('batches').select('id').execute()
    ids.push(street, ...doors, volunteer.member, captain.member, signature, phone.membership.device)
    ids.push(...batches.map(({ id }) => id))
  })
  afterAll(async () => {
    await fixture.close()
    await store?.close()
  })

  // Ending the own session would end the test of what comes after it.
  const asked = endpoints.filter(({ path }) => !path.endsWith('/leave'))

  test.each(asked.map((endpoint) => ({ endpoint, name: endpoint.path })))(
    '$endpoint.method $name never fails',
    async ({ endpoint }) => {
      const send = (role: Role, sent: Parameters<typeof sendTo>[3]) => {
        // Past the limit on attempts, so that bodies are looked at.
        fixture.clock.now += 10_000
        return callers.get(role)?.send(endpoint, sent)
      }
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...roles),
          paramsOf(endpoint),
          queryOf(endpoint),
          bodyOf(endpoint),
          async (role, params, query, body) => {
            const reply = await send(role, { params, query, ...(endpoint.method === 'GET' ? {} : { body }) })
            expect(reply?.status).toBeLessThan(500)
            expect(reply?.headers.get('cache-control')).toBe('no-store')
          },
        ),
        { numRuns: RUNS },
      )
    },
  )

  const paramsOf = ({ path }: Endpoint) =>
    fc.record(
      Object.fromEntries(
        [...path.matchAll(/:([a-zA-Z]+)/g)].map(([, name = '']) => [
          name,
          fc.oneof(
            name === 'petition'
              ? { weight: 20, arbitrary: fc.constant(0).map(() => String(fixture.petition)) }
              : { weight: 4, arbitrary: fc.nat().map((place) => ids[place % ids.length] ?? '') },
            { weight: 1, arbitrary: oddText },
          ),
        ]),
      ),
    )

  const queryOf = ({ query }: Endpoint) => {
    const { properties = {} } = Shape.parse(query === undefined ? {} : z.toJSONSchema(query, { io: 'input' }))
    const usual = fc.constantFrom('1', '999999', '999999999999', 'A'.repeat(22), 'open', 'decided')
    const fields = Object.keys(properties).map((name) => [name, fc.oneof(usual, oddText)])
    return fc.record(Object.fromEntries(fields), { requiredKeys: [] })
  }

  const bodyOf = ({ body }: Endpoint) =>
    body === undefined
      ? fc.constant(undefined)
      : fc.constant(0).chain(() => nearly(z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }), ids))
})

test('a cursor beyond all numbers is an old one', async () => {
  const store = await openPgliteStore()
  const fixture = await startPetition({ store })
  const { browser } = await joinedPhone(fixture, fixture.organiserCode)
  const pull = (cursor: string) =>
    browser.raw(`/petitions/${fixture.petition}/pull?n=${'A'.repeat(22)}&cursor=${cursor}`, {})
  const cursor = z.object({ cursor: z.string() }).parse(await (await pull('')).json()).cursor
  const [epoch, , scope] = cursor.split('.')
  const reply = await pull(`${epoch}.${'9'.repeat(40)}.${scope}`)
  expect(reply.status).toBe(200)
  expect(await reply.json()).toMatchObject({ reset: true })
  await fixture.close()
  await store.close()
})

test('T1 phones that claim to hold more than anybody can do not keep the board from opening', async () => {
  const fixture = await startPetition()
  const { street } = await fixture.addStreet('Reede Road', 1)
  const organiser = await joinAs(fixture.app, fixture.organiserCode)
  const claim = async (signatures: number) => {
    const { code } = await fixture.invite('volunteer', 'Vera Volunteer', [street])
    const { browser, membership } = await joinedPhone(fixture, code)
    const body = JSON.stringify({
      version: 1,
      nonce: 'A'.repeat(22),
      device: membership.device,
      runs: [],
      unsent: [{ street, signatures }],
      entries: [],
    })
    const headers = { 'Content-Type': 'application/json' }
    return (await browser.raw(`/petitions/${fixture.petition}/push`, { method: 'POST', headers, body }))
      .status
  }
  for (let phone = 0; phone < 3; phone += 1) expect(await claim(Number.MAX_SAFE_INTEGER)).toBe(200)
  for (const path of ['/petitions/:petition/board', '/petitions/:petition/members']) {
    const endpoint = endpoints.find((each) => each.path === path && each.method === 'GET')
    if (endpoint === undefined) throw new Error('it is an endpoint')
    expect((await organiser.send(endpoint, { params: { petition: fixture.petition } })).status).toBe(200)
  }
  await fixture.close()
})
