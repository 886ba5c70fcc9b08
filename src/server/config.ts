/** The environment that the server reads, each variable checked, with the line that a wrong one gets. */
import { join } from 'node:path'
import * as z from 'zod/mini'
import { CannotStart } from './cannot-start.ts'

export const LogLevel = z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'], {
  error: 'is not a log level. Use silent, fatal, error, warn, info, debug or trace.',
})

const Port = z.pipe(
  z
    .string()
    .check(
      z.refine(
        (text) => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535,
        'is not a port. Use a number from 1 to 65535, such as 3000.',
      ),
    ),
  z.transform(Number),
)

const Host = z
  .string()
  .check(
    z.regex(
      /^[A-Za-z0-9.:_-]+$/,
      'is not an address. Use 127.0.0.1, or 0.0.0.0 to be reached from other machines.',
    ),
  )

/** Scheme, name and port only: the app lives at the root of its own host. */
const PublicUrl = z.pipe(
  z
    .string()
    .check(
      z.refine(
        (text) => originOf(text) !== undefined,
        'is not an address of a site. Use one like https://petition.example.org, without a path.',
      ),
    ),
  z.transform((text) => originOf(text) ?? text),
)

const DatabaseUrl = z
  .string()
  .check(
    z.refine(
      (text) => /^postgres(ql)?:\/\/./.test(text) && URL.canParse(text),
      'is not the address of a PostgreSQL database. Use one like postgres://user:password@host:5432/petition, or leave it out for the built-in database.',
    ),
  )

const Minutes = z.pipe(
  z
    .string()
    .check(
      z.refine(
        (text) => /^\d{1,5}$/.test(text) && Number(text) <= 10_080,
        'is not a number of minutes. Use 60 for each hour, at most 10080 for each week, or 0 for never.',
      ),
    ),
  z.transform(Number),
)

const Path = z.string().check(z.maxLength(4096, 'is too long for a path. Use a shorter one.'))

const variables = {
  PORT: z.optional(Port),
  HOST: z.optional(Host),
  PUBLIC_URL: z.optional(PublicUrl),
  DATA_DIR: z.optional(Path),
  DATABASE_URL: z.optional(DatabaseUrl),
  MASTER_KEY_FILE: z.optional(Path),
  BACKUP_DIR: z.optional(Path),
  BACKUP_EVERY: z.optional(Minutes),
  LOG_LEVEL: z.optional(LogLevel),
}

export type Config = {
  readonly port: number
  readonly host: string
  /** Where phones reach this server, without a slash at the end. */
  readonly publicUrl: string
  readonly dataDir: string
  readonly databaseUrl?: string | undefined
  readonly masterKeyFile: string
  readonly backupDir: string
  /** Minutes between two backups; 0 for none. */
  readonly backupEvery: number
  readonly logLevel: z.infer<typeof LogLevel>
}

/**
 * Throws `CannotStart` with a line that names the variable. By default only
 * this machine is served: what phones reach comes through a proxy with HTTPS.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.keys(variables).flatMap((name) => {
      const value = env[name]?.trim()
      return value ? [[name, value]] : []
    }),
  )
  const result = z.object(variables).safeParse(given)
  if (!result.success) {
    const [issue] = result.error.issues
    const name = String(issue?.path[0])
    // An address of a database holds a password, so it is never repeated.
    const value = name === 'DATABASE_URL' ? '' : ` "${given[name]}"`
    throw new CannotStart(`${name}${value} ${issue?.message}`)
  }
  const {
    PORT = 3000,
    HOST = '127.0.0.1',
    PUBLIC_URL,
    DATA_DIR = 'data',
    DATABASE_URL,
    MASTER_KEY_FILE,
    BACKUP_DIR,
    BACKUP_EVERY = 60,
    LOG_LEVEL = 'info',
  } = result.data
  return {
    port: PORT,
    host: HOST,
    publicUrl: PUBLIC_URL ?? `http://localhost:${PORT}`,
    dataDir: DATA_DIR,
    databaseUrl: DATABASE_URL,
    masterKeyFile: MASTER_KEY_FILE ?? join(DATA_DIR, 'master.key'),
    backupDir: BACKUP_DIR ?? join(DATA_DIR, 'backups'),
    backupEvery: BACKUP_EVERY,
    logLevel: LOG_LEVEL,
  }
}

function originOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  const isSite = url.protocol === 'https:' || url.protocol === 'http:'
  const isBare = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
  return isSite && isBare ? url.origin : undefined
}
