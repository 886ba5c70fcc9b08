/**
 * How a command beside a running server reaches it: the embedded database is
 * locked by the server, so the server itself does what is asked. Whoever may
 * open the socket may read the data too, so its file is its owner's alone.
 */
import { createHash } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { connect, createServer, type Server as NetServer, type Socket } from 'node:net'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import * as z from 'zod/mini'
import type { Server } from '../server.ts'
import { BackupManifest } from './backup-manifest.ts'
import type { BackupSchedule } from './backup-schedule.ts'

const Request = z.strictObject({ command: z.literal('backup'), directory: z.optional(z.string()) })
export type ControlRequest = z.infer<typeof Request>

export const ControlReply = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('copy'), rows: z.int(), of: z.int() }),
  z.strictObject({ kind: z.literal('check') }),
  z.strictObject({ kind: z.literal('done'), file: z.string(), manifest: BackupManifest }),
  /** Our own code or the system's, such as ENOSPC; nothing of what was copied. */
  z.strictObject({ kind: z.literal('failed'), code: z.string() }),
])
export type ControlReply = z.infer<typeof ControlReply>

export function controlPath(dataDir: string): string {
  const directory = resolve(dataDir)
  if (process.platform !== 'win32') return join(directory, 'control.sock')
  return `\\\\.\\pipe\\petition-pack-${createHash('sha256').update(directory).digest('hex').slice(0, 16)}`
}

/** Undefined when no server listens there. */
export function connectControl(dataDir: string): Promise<Socket | undefined> {
  return new Promise((answer) => {
    const socket = connect(controlPath(dataDir))
    socket.once('connect', () => answer(socket))
    socket.once('error', () => answer(undefined))
  })
}

export type ControlSocket = { close(): Promise<void> }

/** Where it can't be opened, the server runs without: a command then asks to stop it first. */
export async function openControlSocket(
  server: Server,
  dataDir: string,
  schedule: BackupSchedule,
): Promise<ControlSocket> {
  const path = controlPath(dataDir)
  const sockets = new Set<Socket>()
  const net = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    // Who asked may have gone; there is nobody left to tell.
    socket.on('error', () => undefined)
    createInterface({ input: socket }).once('line', (line) => void serve(line, socket, schedule))
  })
  const close = async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise<void>((done) => net.close(() => done()))
  }
  try {
    const other = await connectControl(dataDir)
    other?.destroy()
    if (other !== undefined) throw new Error('another server listens there')
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    await listen(net, path)
    return { close }
  } catch (error) {
    const { name, code } = error as { name?: string; code?: string }
    server.log.warn({ kind: name, code }, 'no commands are taken beside this server')
    return { close: async () => undefined }
  }
}

async function listen(net: NetServer, path: string): Promise<void> {
  const isFile = process.platform !== 'win32'
  // Left by a server that was killed.
  if (isFile) await rm(path, { force: true })
  await new Promise<void>((done, fail) => {
    net.once('error', fail)
    net.once('listening', done)
    // The file is made within this call, so nobody else's file gets this mask.
    const before = process.umask(0o177)
    net.listen(path)
    process.umask(before)
  })
  // Alone it keeps no process running.
  net.unref()
}

async function serve(line: string, socket: Socket, schedule: BackupSchedule): Promise<void> {
  const reply = (message: ControlReply) => socket.write(`${JSON.stringify(message)}\n`)
  const gone = new AbortController()
  // Whoever stops the command stops the backup.
  socket.once('close', () => gone.abort())
  try {
    const { directory } = Request.parse(JSON.parse(line))
    const { file, manifest } = await schedule.backUp({
      directory,
      signal: gone.signal,
      progress: (progress) =>
        reply(
          progress.step === 'copy'
            ? { kind: 'copy', rows: progress.rows, of: progress.of }
            : { kind: 'check' },
        ),
    })
    reply({ kind: 'done', file, manifest })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    reply({ kind: 'failed', code })
  }
  socket.end()
}
