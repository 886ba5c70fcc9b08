#!/usr/bin/env node
/** The composition root: reads the command and the environment, and hands clock, dice and log to the server. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { destination, type Logger, pino, stdTimeFunctions } from 'pino'
import { CannotStart } from './cannot-start.ts'
import { cannotStartOf } from './cannot-start-of.ts'
import { type Config, readConfig } from './config.ts'
import { demoEffects } from './demo/demo-effects.ts'
import { runDemo } from './demo/run-demo.ts'
import { createFirstOrganiserCode, createOrganiserCode } from './first-organiser.ts'
import { type Effects, openServer, type RunningServer, startServer } from './start-server.ts'
import { addressText, demoText, organiserLinkText } from './start-text.ts'

const HELP = `Petition Pack: gather names door to door, offline, and hand in a petition whose count adds up.

  npm start                         serve the app and its API
  npm start -- --organiser-link     print a new one-time link for an organiser, and end
  npm run demo                      serve an example petition from a throw-away directory

Environment
  PORT              port to serve on                                3000
  HOST              address to serve on; 0.0.0.0 serves all         127.0.0.1
  PUBLIC_URL        where phones reach this server, with https      http://localhost:PORT
  DATA_DIR          directory of the database and the key           data
  DATABASE_URL      a PostgreSQL database, not the built-in one     (built-in)
  MASTER_KEY_FILE   the key that wraps the keys of petitions        DATA_DIR/master.key
  LOG_LEVEL         silent, fatal, error, warn, info, debug, trace  info
`

const appDirectory = fileURLToPath(new URL('../app', import.meta.url))

main(process.argv.slice(2)).catch((error: unknown) => {
  const text = error instanceof CannotStart ? error.message : error instanceof Error ? error.stack : error
  process.stderr.write(`${text}\n`)
  process.exit(1)
})

async function main(args: readonly string[]): Promise<void> {
  const asked = parseCommand(args)
  if (asked.help) return print(HELP)
  const config = readConfig(asked.demo ? demoEnvironment(process.env) : process.env)
  try {
    if (asked.demo) await serveDemo(config)
    else if (asked['organiser-link']) await printOrganiserLink(config)
    else await serve(config)
  } catch (error) {
    throw cannotStartOf(error, config) ?? error
  }
}

function parseCommand(args: readonly string[]) {
  const options = { help: { type: 'boolean', short: 'h' }, 'organiser-link': { type: 'boolean' } } as const
  const demo = args[0] === 'demo'
  try {
    return { ...parseArgs({ args: args.slice(demo ? 1 : 0), options }).values, demo }
  } catch {
    throw new CannotStart(
      `"${args.join(' ')}" is not a command of Petition Pack. Run it with --help to see them.`,
    )
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
function demoEnvironment({ DATABASE_URL: _, MASTER_KEY_FILE: __, ...rest }: NodeJS.ProcessEnv) {
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

function print(text: string): void {
  process.stdout.write(text)
}
