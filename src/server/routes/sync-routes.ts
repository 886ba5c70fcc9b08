import type { Hono } from 'hono'
import { fromBase64url } from '#domain/base64url.ts'
import { probeData } from '#domain/canonical.ts'
import { PetitionId } from '#domain/ids.ts'
import { PetitionState } from '#domain/petition-state.ts'
import * as salvage from '#wire/salvage.ts'
import * as sync from '#wire/sync.ts'
import { OLDEST_WIRE_VERSION, WIRE_VERSION } from '#wire/version.ts'
import { addressOf } from '../address-of.ts'
import { currentKeys, petitionKeys } from '../keys/petition-keys.ts'
import { createRateLimit } from '../rate-limit.ts'
import { examineContext } from '../receive/examine-context.ts'
import { importBackupFile } from '../receive/import-backup-file.ts'
import { openSealed } from '../receive/open-entry.ts'
import { receivePush } from '../receive/receive-push.ts'
import { receiveSalvage } from '../receive/salvage.ts'
import { Refusal } from '../refusal.ts'
import { serveEndpoint } from '../serve-endpoint.ts'
import type { Server } from '../server.ts'
import { epochOf } from '../sync/epoch.ts'
import { pullOfVersion1 } from '../sync/pull-of-version-1.ts'
import { readChanges } from '../sync/read-changes.ts'
import { receiptOfVersion1 } from '../sync/receipt-of-version-1.ts'

export function syncRoutes(app: Hono, server: Server): void {
  serveEndpoint(app, server, sync.hello, async ({ caller, query }) => {
    const { state, durableMark } = await petitionRow(server, caller.petition)
    const { id, publicKey } = await currentKeys(server, caller.petition)
    return {
      nonce: query.n,
      wire: { oldest: OLDEST_WIRE_VERSION, newest: WIRE_VERSION },
      serverTime: new Date(server.now()).toISOString(),
      epoch: await epochOf(server),
      durableMark,
      state: PetitionState.parse(state),
      keyId: id,
      publicKey,
    }
  })

  serveEndpoint(app, server, sync.probe, async ({ caller, body }) => {
    const isOwn = body.petition === caller.petition && body.device === caller.device
    const keys = isOwn ? await petitionKeys(server, caller.petition, body.keyId) : undefined
    if (keys === undefined) return { opened: false }
    const device = (await examineContext(server, caller)).devices.get(caller.device)
    if (device === undefined) return { opened: false }
    try {
      const key = await server.runKey(keys, device.publicKey, body)
      openSealed(key, probeData(body), fromBase64url(body.nonce), fromBase64url(body.sealed))
      return { opened: true }
    } catch {
      return { opened: false }
    }
  })

  serveEndpoint(app, server, sync.push, async ({ caller, body }) => {
    if (body.device !== caller.device) throw new Refusal('not-allowed')
    const { receipts, batchCode, tallies } = await receivePush(server, caller, body)
    const { durableMark } = await petitionRow(server, caller.petition)
    return {
      version: body.version,
      nonce: body.nonce,
      epoch: await epochOf(server),
      durableMark,
      receipts: body.version === 1 ? receipts.map(receiptOfVersion1) : receipts,
      ...(batchCode === undefined ? {} : { batchCode }),
      tallies,
    }
  })

  // A day's work of a phone comes in one go, and then waits for a person: nobody needs more, and everybody may ask.
  const perDevice = createRateLimit({ burst: 40, everyMs: 15_000 })
  const perAddress = createRateLimit({ burst: 80, everyMs: 5_000 })
  serveEndpoint(app, server, salvage.salvage, async ({ params, body, context }) => {
    const now = server.now()
    if (!perDevice.take(body.device, now) || !perAddress.take(addressOf(context), now)) {
      context.header('Retry-After', '60')
      throw new Refusal('too-many-attempts')
    }
    const petition = PetitionId.parse(params.petition)
    return { nonce: body.nonce, receipts: await receiveSalvage(server, { petition, ...body }) }
  })

  serveEndpoint(app, server, salvage.importBackupFile, ({ caller, body }) =>
    importBackupFile(server, caller, body.entries),
  )

  serveEndpoint(app, server, sync.pull, async ({ caller, query, context }) => {
    const version = Number(query.v ?? OLDEST_WIRE_VERSION)
    const reply = { version, nonce: query.n, ...(await readChanges(server, caller, query.cursor)) }
    if (version > 1) return reply
    context.header('Cache-Control', 'no-store')
    return context.json(pullOfVersion1(reply))
  })
}

function petitionRow(server: Server, petition: string) {
  return server.store.db
    .selectFrom('petitions')
    .select(['state', 'durableMark'])
    .where('id', '=', petition)
    .executeTakeFirstOrThrow()
}
