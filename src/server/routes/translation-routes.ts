import type { Hono } from 'hono'
import * as wire from '#wire/translations.ts'
import { serveEndpoint } from '../serve-endpoint.ts'
import type { Server } from '../server.ts'
import * as change from '../translations/change-translations.ts'
import { readTranslations } from '../translations/read-translations.ts'
import * as recordings from '../translations/recordings.ts'

export function translationRoutes(app: Hono, server: Server): void {
  serveEndpoint(app, server, wire.readTranslations, ({ caller }) => readTranslations(server, caller.petition))

  serveEndpoint(app, server, wire.saveTranslation, async ({ caller, body }) => {
    await change.saveTranslation(server, caller, body)
    return readTranslations(server, caller.petition)
  })

  serveEndpoint(app, server, wire.approveTranslation, async ({ caller, body }) => {
    await change.approveTranslation(server, caller, body)
    return readTranslations(server, caller.petition)
  })

  serveEndpoint(app, server, wire.takeBackTranslation, async ({ caller, body }) => {
    await change.takeBackTranslation(server, caller, body.hash)
    return readTranslations(server, caller.petition)
  })

  serveEndpoint(app, server, wire.saveRecording, async ({ caller, body }) => {
    await recordings.saveRecording(server, caller, body)
    return readTranslations(server, caller.petition)
  })

  serveEndpoint(app, server, wire.removeRecording, async ({ caller, body }) => {
    await recordings.removeRecording(server, caller, body.wording)
    return readTranslations(server, caller.petition)
  })

  serveEndpoint(app, server, wire.readRecording, async ({ caller, params }) => {
    const { type, sound } = await recordings.readRecording(server, caller.petition, params.recording)
    // The phone keeps it itself, and no proxy may.
    return new Response(sound, { headers: { 'content-type': type, 'cache-control': 'no-store' } })
  })
}
