import { createHmac } from 'node:crypto'
import { masterKeyFor } from '../keys/petition-keys.ts'
import type { Server } from '../server.ts'

/** What the database keeps of a join code. Keyed, because 40 bits could be tried out against a plain hash. */
export const codeHash = (server: Server, code: string): string =>
  createHmac('sha256', masterKeyFor(server, 'join-code')).update(code).digest('base64url')
