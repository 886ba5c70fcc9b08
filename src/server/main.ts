#!/usr/bin/env node
/** The composition root: reads the command and the environment, and hands clock, dice and log to the server. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { destination, type Logger, pino, stdTimeFunctions } from 'pino'
import { CannotStart } from './cannot-start.ts'
import { cannotStartOf } from './cannot-start-of.ts'
import { backupCommand, backupsCommand } from './cli/backup-command.ts'
import { HELP } from './cli/help-text.ts'
import { type Command, parseCommand } from './cli/parse-command.ts'
import { print } from './cli/print.ts'
import { restoreCommand } from './cli/restore-command.ts'
import { type Config, readConfig } from './config.ts'
import { demoEffects } from './demo/demo-effects.ts'
import { runDemo } from './demo/run-demo.ts'
import { createFirstOrganiserCode, createOrganiserCode } from './first-organiser.ts'
import { type Effects, openServer, type RunningServer, startServer } from './start-server.ts'
import { addressText, demoText, organiserLinkText } from './start-text.ts'

const appDirectory = fileURLToPath(new URL('../app', import.meta.url))

main(process.argv.slice(2)).catch((error: unknown) => {
  const text = error instanceof CannotStart ? error.message : error instanceof Error ? error.stack : error
  process.stderr.write(`${text}\n`)
  process.exit(1)
})

async function main(args: readonly string[]): Promise<void> {
  const command = parseCommand(args)
  if (command.name === 'help') return print(HELP)
  const config = readConfig(command.name === 'demo' ? demoEnvironment(process.env) : process.env)
  try {
    await run(command, config)
  } catch (error) {
    throw cannotStartOf(error, config) ?? error
  }
}

function run(command: Command, config: Config): Promise<void> {
  switch (command.name) {
    case 'demo':
      return serveDemo(config)
    case 'organiser-link':
      return printOrganiserLink(config)
    case 'backup':
      return backupCommand(config, effectsOf(config), command.to)
    case 'backups':
      return backupsCommand(config)
    case 'restore':
      return restoreCommand(config, effectsOf(config), command)
    default:
      return serve(config)
  }
}

async function serve(config: Config): Promise<void> {
  const effects = effectsOf(config)
  const running = await startServer(config, effects, appDirectory)
  stopOnSignal(running)
  stopOnFault(effects.log)
  const code = await createFirstOrganiserCode(running.server)
  print(addressText(config) + (code === undefined ? '' : linkText(config, code)))
}

async function serveDemo(config: Config): Promise<void> {
  const { pass, letRun, ...effects } = demoEffects()
  const running = await startServer(config, { ...effects, log: effectsOf(config).log }, appDirectory)
  stopOnSignal(running)
  stopOnFault(running.server.log)
  print(addressText(config) + demoText(config, await runDemo(running.server, { pass, letRun })))
}

/** The built-in database and a key of its own, in a directory that goes with the process. */
function demoEnvironment({
  DATABASE_URL: _,
  MASTER_KEY_FILE: __,
  BACKUP_DIR: ___,
  ...rest
}: NodeJS.ProcessEnv) {
  const directory = mkdtempSync(join(tmpdir(), 'petition-pack-demo-'))
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }))
  return { ...rest, DATA_DIR: directory }
}

async function printOrganiserLink(config: Config): Promise<void> {
  const server = await openServer(config, effectsOf(config))
  const code = await createOrganiserCode(server)
  await server.store.close()
  print(linkText(config, code))
}

function linkText(config: Config, code: string): string {
  return organiserLinkText(config, code, { inColour: process.stdout.isTTY })
}

function effectsOf({ logLevel }: Config): Effects {
  const log = pino(
    { level: logLevel, base: null, timestamp: stdTimeFunctions.isoTime },
    destination({ dest: process.stderr.fd, sync: true }),
  )
  return { now: Date.now, randomBytes: (length) => randomBytes(length), log }
}

function stopOnSignal({ stop }: RunningServer): void {
  let stopping = false
  const stopOnce = () => {
    if (stopping) return
    stopping = true
    void stop().then(() => process.exit(0))
  }
  process.on('SIGTERM', stopOnce)
  process.on('SIGINT', stopOnce)
}

/** The message of an error can quote a row, so only its kind and its places in the code are logged (P1). */
function stopOnFault(log: Logger): void {
  process.on('uncaughtException', (error) => {
    const places = error.stack?.split('\n').filter((line) => line.startsWith('    at '))
    log.fatal({ kind: error.name, places }, 'ended by a fault')
    process.exit(1)
  })
}
