// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ApiError, call, renewSessionsBy, send, urlOf } from '#ui/shared/call.ts'
import { readAudit } from '#wire/audit.ts'
import { renameStreet } from '#wire/streets.ts'

const petition = '018f0000-0000-7000-8000-000000000001'
const street = '018f0000-0000-7000-8000-000000000002'
const params = { petition, street }

let answer: (url: string, init: RequestInit) => Promise<Response>
const realFetch = globalThis.fetch

beforeEach(() => {
  globalThis.fetch = (url, init = {}) => answer(String(url), init)
})
afterEach(() => {
  globalThis.fetch = realFetch
})

describe('a call', () => {
  test('sends JSON to the address of the endpoint and parses the reply', async () => {
    let sent: { url: string; init: RequestInit } | undefined
    answer = async (url, init) => {
      sent = { url, init }
      return Response.json({ id: street, name: 'Reede Road', doors: 3, assigned: [] })
    }
    const reply = await call(renameStreet, { params, body: { name: ' Reede Road ' } })
    expect(reply.name).toBe('Reede Road')
    expect(sent?.url).toBe(`/api/v1/petitions/${petition}/streets/${street}`)
    expect(sent?.init.method).toBe('PUT')
    expect(sent?.init.credentials).toBe('same-origin')
    expect(sent?.init.body).toBe('{"name":" Reede Road "}')
  })

  test('leaves out what a query does not ask for', () => {
    expect(urlOf(readAudit, { params, query: {} })).toBe(`/api/v1/petitions/${petition}/audit`)
    expect(urlOf(readAudit, { params, query: { before: '12' } })).toMatch(/\/audit\?before=12$/)
  })

  test('brings the code and the fields of a refusal', async () => {
    answer = async () =>
      Response.json({ error: 'bad-request', fields: { name: 'street-name-missing' } }, { status: 400 })
    const problem = await problemOf(call(renameStreet, { params, body: { name: '' } }))
    expect(problem.code).toBe('bad-request')
    expect(problem.fields).toEqual({ name: 'street-name-missing' })
  })

  test('is offline when nothing answers', async () => {
    answer = () => Promise.reject(new TypeError('Failed to fetch'))
    expect((await problemOf(rename())).code).toBe('offline')
  })

  test('is offline when a captive portal answers in the place of the server (S2)', async () => {
    answer = async () => new Response('<h1>Free Wi-Fi</h1>', { headers: { 'content-type': 'text/html' } })
    expect((await problemOf(rename())).code).toBe('offline')
    answer = async () => new Response('<h1>Sign in</h1>', { status: 511 })
    expect((await problemOf(rename())).code).toBe('server-error')
    answer = async () => new Response('<h1>Sign in</h1>', { status: 403 })
    expect((await problemOf(rename())).code).toBe('offline')
  })

  test('is offline when the reply breaks off', async () => {
    answer = async () => new Response('{"id":', { headers: { 'content-type': 'application/json' } })
    expect((await problemOf(rename())).code).toBe('offline')
  })

  test('is a server error when the reply is not what the endpoint promises', async () => {
    answer = async () => Response.json({ id: street })
    expect((await problemOf(rename())).code).toBe('server-error')
  })

  test('gives up after its time-out', async () => {
    answer = (_, init) =>
      new Promise((_resolve, reject) => {
        init.signal?.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')))
      })
    const late = call(renameStreet, { params, body: { name: 'Reede Road' } }, { timeoutMs: 5 })
    expect((await problemOf(late)).code).toBe('offline')
  })

  test('that its caller stops is no problem of the network', async () => {
    answer = (_, init) =>
      new Promise((_resolve, reject) => {
        init.signal?.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')))
      })
    const leaving = new AbortController()
    const stopped = call(renameStreet, { params, body: { name: 'Reede Road' } }, { signal: leaving.signal })
    leaving.abort()
    await expect(stopped).rejects.toThrow('stopped')
  })
})

const rename = () => call(renameStreet, { params, body: { name: 'Reede Road' } })

async function problemOf(promise: Promise<unknown>): Promise<ApiError> {
  const problem = await promise.then(
    () => undefined,
    (cause: unknown) => cause,
  )
  if (problem instanceof ApiError) return problem
  throw new Error('the call did not fail with an ApiError')
}

describe('a browser whose cookie is gone', () => {
  afterEach(() => renewSessionsBy(async () => false))

  const trail = { events: [], before: null }
  const signedOut = () => Response.json({ error: 'signed-out' }, { status: 401 })

  test('gets one new session for all that a page asks at once, and asks again', async () => {
    let hasSession = false
    let renewals = 0
    renewSessionsBy(async (which) => {
      expect(which).toBe(petition)
      renewals += 1
      await Promise.resolve()
      hasSession = true
      return true
    })
    answer = async () => (hasSession ? Response.json(trail) : signedOut())
    const asked = urlOf(readAudit, { params, query: {} })
    const replies = await Promise.all([
      call(readAudit, { params, query: {} }),
      send(readAudit, asked),
      send(readAudit, asked),
    ])
    expect(replies).toEqual([trail, trail, trail])
    expect(renewals).toBe(1)
  })

  test('hears that it is signed out where no session can be had', async () => {
    answer = async () => signedOut()
    await expect(call(readAudit, { params, query: {} })).rejects.toMatchObject({ code: 'signed-out' })
  })
})
