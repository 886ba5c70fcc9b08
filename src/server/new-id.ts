import { v7 } from 'uuid'
import type { Server } from './server.ts'

/**
 * A UUIDv7 from the server's own clock and dice, so that the demo comes out the
 * same each time. Those made in one millisecond sort by `order`, where it is given.
 */
export const newId = (server: Pick<Server, 'now' | 'randomBytes'>, order?: number): string =>
  v7({
    msecs: server.now(),
    random: server.randomBytes(16),
    ...(order === undefined ? {} : { seq: order }),
  })
