import type { Hono } from 'hono'
import type { Server } from '../server.ts'

export function auditRoutes(_app: Hono, _server: Server): void {}
