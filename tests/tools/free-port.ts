import { createServer } from 'node:net'

/** Whoever was given one may not listen yet, and the system would give it again. */
const given = new Set<number>()

/** A port that nobody listens on at this moment, and that was given to nobody in this process. */
export async function freePort(): Promise<number> {
  const port = await openPort()
  if (given.has(port)) return freePort()
  given.add(port)
  return port
}

function openPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
