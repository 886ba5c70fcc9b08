import type { Hono } from 'hono'
import {
  closePetition,
  createPetition,
  fixWording,
  makeRecoveryKit,
  openPetition,
  readPetition,
  saveSettings,
  testRecoveryKit,
} from '#wire/petitions.ts'
import { writeAudit } from '../audit.ts'
import { ownName } from '../members/member-names.ts'
import * as petitions from '../petitions/create-petition.ts'
import * as wording from '../petitions/fix-wording.ts'
import { petitionDetail } from '../petitions/petition-detail.ts'
import * as states from '../petitions/petition-state.ts'
import * as recovery from '../petitions/recovery.ts'
import { serveEndpoint } from '../serve-endpoint.ts'
import type { Server } from '../server.ts'

export function petitionRoutes(app: Hono, server: Server): void {
  const { db, transact } = server.store

  serveEndpoint(app, server, readPetition, ({ caller }) => petitionDetail(db, caller.petition))

  serveEndpoint(app, server, createPetition, async ({ caller }) => {
    const name = await ownName(server, caller)
    return transact((trx) => petitions.createPetition(server, trx, name))
  })

  serveEndpoint(app, server, saveSettings, ({ caller, body }) =>
    transact(async (trx) => {
      await trx
        .updateTable('petitions')
        .set({ settings: JSON.stringify(body) })
        .where('id', '=', caller.petition)
        .execute()
      await writeAudit(trx, server.now(), caller, { action: 'settings-saved' })
      return petitionDetail(trx, caller.petition)
    }),
  )

  serveEndpoint(app, server, fixWording, async ({ caller }) => {
    await wording.fixWording(server, caller)
    return petitionDetail(db, caller.petition)
  })

  serveEndpoint(app, server, makeRecoveryKit, async ({ caller }) => ({
    code: await recovery.makeRecoveryKit(server, caller),
  }))

  serveEndpoint(app, server, testRecoveryKit, async ({ caller, body }) => {
    await recovery.testRecoveryKit(server, caller, body.code)
    return petitionDetail(db, caller.petition)
  })

  serveEndpoint(app, server, openPetition, async ({ caller }) => {
    await states.openPetition(server, caller)
    return petitionDetail(db, caller.petition)
  })

  serveEndpoint(app, server, closePetition, async ({ caller }) => {
    await states.closePetition(server, caller)
    return petitionDetail(db, caller.petition)
  })
}
