/** Turns what the operating system and the database say into a line for the person who runs the server. */
import { CannotStart } from './cannot-start.ts'
import type { Config } from './config.ts'

export function cannotStartOf(error: unknown, config: Config): CannotStart | undefined {
  if (error instanceof CannotStart) return error
  if (!(error instanceof Error)) return undefined
  const code = codeOf(error)
  const line = lineOf(code, error, config)
  return line === undefined ? undefined : new CannotStart(line)
}

function lineOf(
  code: string,
  error: Error,
  { port, host, dataDir, databaseUrl }: Config,
): string | undefined {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use. Stop the other program, or start with another port: PORT=${port + 1} npm start`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      if (databaseUrl !== undefined && !isListening(error)) return unreachable(error)
      return `HOST "${host}" is not an address of this machine. Leave HOST out, or set it to 127.0.0.1 or 0.0.0.0.`
    case 'ENOSPC':
    case 'SQLITE_FULL':
    case 'EDQUOT':
    case '53100':
      return `The disk that holds ${databaseUrl === undefined ? dataDir : 'the database'} is full. Free some space and start again; nothing was changed.`
    case 'EACCES':
      if (isListening(error))
        return `Port ${port} needs more rights than this user has. Use a port above 1023: PORT=3000 npm start`
      return unwritable(dataDir)
    case 'EPERM':
    case 'EROFS':
    case 'SQLITE_READONLY':
    case 'SQLITE_CANTOPEN':
      return unwritable(dataDir)
    case 'ENOTDIR':
    case 'EEXIST':
      return `DATA_DIR ${dataDir} is not a directory. Set DATA_DIR to a directory of its own.`
    case 'SQLITE_BUSY':
      return `Another Petition Pack server has the database in ${dataDir} open. Stop it first, or set DATA_DIR to another directory.`
    case 'SQLITE_NOTADB':
    case 'SQLITE_CORRUPT':
      return `The database in ${dataDir} can't be read. It was left as it is; put back a backup, or set DATA_DIR to another directory.`
    case 'ECONNREFUSED':
    case 'EAI_AGAIN':
    case 'ETIMEDOUT':
    case 'ENOENT':
      return databaseUrl === undefined ? undefined : unreachable(error)
    case '28P01':
    case '28000':
      return 'The database in DATABASE_URL does not accept this user or password. Correct DATABASE_URL.'
    case '3D000':
      return 'The database named in DATABASE_URL does not exist. Create it, or correct DATABASE_URL.'
    default:
      // libsql reports a file that it can't open without a code.
      return /Unable to open connection to local database/.test(error.message)
        ? unwritable(dataDir)
        : undefined
  }
}

const unwritable = (dataDir: string) =>
  `DATA_DIR ${dataDir} can't be written by this user. Give the user that directory, or set DATA_DIR to another one.`

const unreachable = (error: Error) =>
  `The database in DATABASE_URL does not answer (${codeOf(error)}). Start it, or correct DATABASE_URL.`

const isListening = (error: Error) => 'syscall' in error && error.syscall === 'listen'

function codeOf(error: Error): string {
  if ('code' in error && typeof error.code === 'string') return error.code
  // A name with several addresses fails with one error for each.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : undefined
  return first instanceof Error ? codeOf(first) : ''
}
