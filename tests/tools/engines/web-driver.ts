/** W3C WebDriver over HTTP: https://www.w3.org/TR/webdriver2/ */
import * as z from 'zod/mini'

export type WebDriver = {
  /** A command of the session: `send('POST', '/url', { url })`. */
  send(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<unknown>
}

const Answer = z.object({ value: z.unknown() })
const Failure = z.object({ error: z.string(), message: z.string() })
const Session = z.object({ sessionId: z.string() })

/** Begins a session at the driver that listens there. */
export async function openWebDriver(
  url: string,
  capabilities: Readonly<Record<string, unknown>>,
): Promise<WebDriver> {
  const { sessionId } = Session.parse(
    await command(`${url}/session`, 'POST', { capabilities: { alwaysMatch: capabilities } }),
  )
  return { send: (method, path, body) => command(`${url}/session/${sessionId}${path}`, method, body) }
}

async function command(url: string, method: string, body?: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
  })
  const { value } = Answer.parse(await response.json())
  if (response.ok) return value
  const failure = z.safeParse(Failure, value)
  throw new Error(
    failure.success ? `${failure.data.error}: ${failure.data.message}` : `${url}: ${response.status}`,
  )
}
