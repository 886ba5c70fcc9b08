import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { HelloReply, Nonce, Probe, ProbeReply } from './hello.ts'
import { PullReply } from './pull.ts'
import { Push, PushReply } from './push.ts'

export const hello = endpoint({
  method: 'GET',
  path: '/petitions/:petition/hello',
  summary: 'Is this the server, and what does it know?',
  may: 'collect',
  query: z.object({ n: Nonce }),
  reply: HelloReply,
})

export const probe = endpoint({
  method: 'POST',
  path: '/petitions/:petition/probe',
  summary: 'Open a sealed nothing, to show that the server holds the key',
  may: 'collect',
  body: Probe,
  reply: ProbeReply,
})

export const push = endpoint({
  method: 'POST',
  path: '/petitions/:petition/push',
  summary: 'Hand over entries; one receipt for each',
  may: 'collect',
  body: Push,
  reply: PushReply,
})

export const pull = endpoint({
  method: 'GET',
  path: '/petitions/:petition/pull',
  summary: 'Streets, doors, wordings and own tallies since a cursor',
  may: 'collect',
  query: z.object({
    n: Nonce,
    /** Absent from phones of version 1. */
    v: z.optional(z.enum(['1', '2'])),
    cursor: z.optional(z.string().check(z.maxLength(200))),
  }),
  reply: PullReply,
})
