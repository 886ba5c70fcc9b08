import { v7 } from 'uuid'
import type { Server } from './server.ts'

/** A UUIDv7 from the server's own clock and dice, so that the demo comes out the same each time. */
export const newId = (server: Pick<Server, 'now' | 'randomBytes'>): string =>
  v7({ msecs: server.now(), random: server.randomBytes(16) })
