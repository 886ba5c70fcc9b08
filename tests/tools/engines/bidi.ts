/** WebDriver BiDi over its websocket: https://www.w3.org/TR/webdriver-bidi/ */
import { WebSocket } from 'undici'
import * as z from 'zod/mini'

export type Bidi = {
  send(method: string, params?: Readonly<Record<string, unknown>>): Promise<unknown>
  onEvent(method: string, listen: (params: unknown) => void): void
  close(): void
}

const Message = z.union([
  z.object({ type: z.literal('success'), id: z.number(), result: z.unknown() }),
  z.object({ type: z.literal('error'), id: z.nullable(z.number()), error: z.string(), message: z.string() }),
  z.object({ type: z.literal('event'), method: z.string(), params: z.unknown() }),
])

type Waiting = { resolve: (result: unknown) => void; reject: (error: Error) => void }

export async function openBidi(url: string): Promise<Bidi> {
  const socket = new WebSocket(url)
  const waiting = new Map<number, Waiting>()
  const listeners: { method: string; listen: (params: unknown) => void }[] = []
  let commands = 0

  socket.addEventListener('message', ({ data }) => {
    const message = Message.parse(JSON.parse(String(data)))
    if (message.type === 'event') {
      for (const { method, listen } of listeners) if (method === message.method) listen(message.params)
      return
    }
    if (message.id === null) return
    const command = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.type === 'success') command?.resolve(message.result)
    else command?.reject(new Error(`${message.error}: ${message.message}`))
  })
  socket.addEventListener('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('the browser has ended'))
    waiting.clear()
  })
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve())
    socket.addEventListener('error', () => reject(new Error(`no answer at ${url}`)))
  })

  return {
    send: (method, params = {}) =>
      new Promise((resolve, reject) => {
        if (socket.readyState !== WebSocket.OPEN) return reject(new Error('the browser has ended'))
        commands += 1
        waiting.set(commands, { resolve, reject })
        socket.send(JSON.stringify({ id: commands, method, params }))
      }),
    onEvent: (method, listen) => listeners.push({ method, listen }),
    close: () => socket.close(),
  }
}
