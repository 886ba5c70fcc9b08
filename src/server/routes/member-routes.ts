import type { Hono } from 'hono'
import { inviteAgain, inviteMember, listMembers, revokeDevice, revokeMember } from '#wire/members.ts'
import * as invitations from '../members/invite-member.ts'
import * as lists from '../members/list-members.ts'
import * as revoking from '../members/revoke.ts'
import { serveEndpoint } from '../serve-endpoint.ts'
import type { Server } from '../server.ts'

export function memberRoutes(app: Hono, server: Server): void {
  serveEndpoint(app, server, listMembers, async ({ caller }) => ({
    members: await lists.listMembers(server, caller),
  }))

  serveEndpoint(app, server, inviteMember, ({ caller, body }) =>
    invitations.inviteMember(server, caller, body),
  )

  serveEndpoint(app, server, inviteAgain, ({ caller, params }) =>
    invitations.inviteAgain(server, caller, params.member),
  )

  serveEndpoint(app, server, revokeMember, async ({ caller, params }) => {
    await revoking.revokeMember(server, caller, params.member)
    return {}
  })

  serveEndpoint(app, server, revokeDevice, async ({ caller, params }) => {
    await revoking.revokeDevice(server, caller, params.device)
    return {}
  })
}
