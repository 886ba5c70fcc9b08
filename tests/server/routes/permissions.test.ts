import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { permissions, Role } from '#domain/permission.ts'
import { endpoints } from '#wire/api.ts'
import type { Endpoint } from '#wire/endpoint.ts'
import { Problem } from '#wire/problem.ts'
import { type ApiCaller, joinAs, sendTo } from '../../tools/api-caller.ts'
import { type PetitionFixture, startPetition } from '../../tools/petition-fixture.ts'

let fixture: PetitionFixture
const callers = new Map<Role, ApiCaller>()
const roles = Role.options

beforeAll(async () => {
  fixture = await startPetition()
  const { street } = await fixture.addStreet('Reede Road', 2)
  callers.set('organiser', await joinAs(fixture.app, fixture.organiserCode))
  for (const role of ['captain', 'volunteer'] as const) {
    callers.set(role, await joinAs(fixture.app, (await fixture.invite(role, role, [street])).code))
  }
})
afterAll(() => fixture.close())

const guarded = endpoints.filter(({ may }) => may !== 'anyone')
/** Nothing that exists: who may ask is refused for that, never for who asks. */
const askedOf = ({ path, method }: Endpoint) => ({
  params: Object.fromEntries(
    [...path.matchAll(/:([a-zA-Z]+)/g)].map(([, name = '']) => [
      name,
      name === 'petition' ? fixture.petition : '00000000-0000-4000-8000-000000000000',
    ]),
  ),
  ...(method === 'GET' ? {} : { body: {} }),
})

describe('the permission table is what the server enforces', () => {
  // Ending the own session would end the other tests'.
  const asked = guarded.filter(({ path }) => !path.endsWith('/leave'))

  test.each(asked.flatMap((endpoint) => roles.map((role) => ({ endpoint, role, name: endpoint.path }))))(
    '$role asks $endpoint.method $name',
    async ({ endpoint, role }) => {
      const reply = await callers.get(role)?.send(endpoint, askedOf(endpoint))
      const isAllowed = (permissions[endpoint.may as keyof typeof permissions] as readonly Role[]).includes(
        role,
      )
      if (isAllowed) {
        expect([401, 403, 500]).not.toContain(reply?.status)
      } else {
        expect(reply?.status).toBe(403)
        expect(Problem.parse(await reply?.json()).error).toBe('not-allowed')
      }
    },
  )

  test.each(guarded.map((endpoint) => ({ endpoint, name: endpoint.path })))(
    'without a session $endpoint.method $name is refused',
    async ({ endpoint }) => {
      const reply = await sendTo(fixture.app, '', endpoint, askedOf(endpoint))
      expect(reply.status).toBe(401)
    },
  )

  test('a session of one petition opens no other', async () => {
    const other = await startPetition()
    const stranger = await joinAs(other.app, other.organiserCode)
    const [endpoint] = guarded
    if (endpoint === undefined) throw new Error('there are endpoints')
    for (const each of guarded) {
      const reply = await stranger.send(each, { ...askedOf(each), params: { ...askedOf(each).params } })
      expect([401, 404]).toContain(reply.status)
    }
    await other.close()
  })
})
