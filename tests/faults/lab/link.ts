/**
 * What lies between the phone and the server. The app's own files and the
 * volunteer's page pass; how a request of the API fares is up to the test.
 */
import { readFile } from 'node:fs/promises'
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { freePort } from '../../tools/free-port.ts'

export type Asked = {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

export type Reply = {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

/** What the phone gets: a reply, half of its bytes and then a broken connection, or nothing but that. */
export type Answer =
  | { readonly is: 'whole'; readonly reply: Reply }
  | { readonly is: 'cut'; readonly reply: Reply }
  | { readonly is: 'broken' }

/** How one request of the API fares. `forward` may be called often; it rejects while the server is down. */
export type Way = (asked: Asked, forward: () => Promise<Reply>) => Promise<Answer>

export const straight: Way = async (_, forward) => ({ is: 'whole', reply: await forward() })

export const isPush = ({ method, path }: Asked): boolean => method === 'POST' && path.endsWith('/push')

export type Link = {
  readonly url: string
  way: Way
  /** Pushes that the phone has sent so far. */
  pushes(): number
  close(): Promise<void>
}

export async function startLink(serverUrl: () => string, pageDirectory: string): Promise<Link> {
  const port = await freePort()
  let pushes = 0
  const link = { url: `http://localhost:${port}`, way: straight }

  const http = createServer((request, response) => {
    serve(request, response).catch(() => {
      if (!response.headersSent) send(response, badGateway)
      else response.destroy()
    })
  })

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/'
    if (path.startsWith('/lab/')) return send(response, await pageFile(pageDirectory, path))
    const asked: Asked = {
      method: request.method ?? 'GET',
      path,
      headers: request.headers,
      body: await bytesOf(request),
    }
    if (isPush(asked)) pushes += 1
    const forward = () => ask(serverUrl(), asked)
    const answer = path.startsWith('/api/') ? await link.way(asked, forward) : await straight(asked, forward)
    if (answer.is === 'broken') response.destroy()
    else if (answer.is === 'cut') cut(response, answer.reply)
    else send(response, answer.reply)
  }

  await new Promise<void>((resolve) => http.listen(port, 'localhost', resolve))
  return Object.assign(link, {
    pushes: () => pushes,
    close: () => {
      http.closeAllConnections()
      return new Promise<void>((resolve) => http.close(() => resolve()))
    },
  })
}

const badGateway: Reply = page(502, '<h1>502 Bad Gateway</h1>')

export function page(status: number, html: string): Reply {
  return { status, headers: { 'content-type': 'text/html' }, body: Buffer.from(html) }
}

export function ask(serverUrl: string, { method, path, headers, body }: Asked): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const { connection: _, ...kept } = headers
    const outgoing = httpRequest(serverUrl + path, { method, headers: kept, agent: false }, (reply) => {
      bytesOf(reply).then(
        (bytes) => resolve({ status: reply.statusCode ?? 502, headers: reply.headers, body: bytes }),
        reject,
      )
    })
    outgoing.once('error', reject)
    outgoing.end(body)
  })
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function send(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, withLength(headers, body)).end(body)
}

function cut(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, withLength(headers, body))
  response.write(body.subarray(0, body.length >> 1), () => response.destroy())
}

function withLength(headers: Reply['headers'], body: Buffer): Reply['headers'] {
  const { 'transfer-encoding': _, connection: __, 'keep-alive': ___, ...kept } = headers
  return { ...kept, 'content-length': String(body.length) }
}

/** A page of the same origin that does nothing. */
const EMPTY = 'empty'
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

async function pageFile(directory: string, path: string): Promise<Reply> {
  const name = path.replace(/^\/lab\//, '').replace(/[?#].*$/, '')
  if (name === EMPTY) return page(200, '<!doctype html><title>Nothing</title>')
  const body = await readFile(join(directory, name))
  return { status: 200, headers: { 'content-type': TYPES[extname(name)] ?? 'text/plain' }, body }
}
