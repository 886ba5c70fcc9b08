import type { Hono } from 'hono'
import type { Server } from '../server.ts'

export function petitionRoutes(_app: Hono, _server: Server): void {}
