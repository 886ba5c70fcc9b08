import type { Hono } from 'hono'
import { readBoard } from '#wire/board.ts'
import * as board from '../board/read-board.ts'
import { serveEndpoint } from '../serve-endpoint.ts'
import type { Server } from '../server.ts'

export function boardRoutes(app: Hono, server: Server): void {
  serveEndpoint(app, server, readBoard, ({ caller }) => board.readBoard(server, caller))
}
