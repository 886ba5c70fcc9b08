/**
 * The master key wraps the keys of every petition. It is made once, at the
 * first start, and never again: a new key over an existing database would open
 * nothing in it and hide that the old one is lost.
 */
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { toBase64url } from '#domain/base64url.ts'
import { CannotStart } from './cannot-start.ts'

const KEY_BYTES = 32

export function loadMasterKey(
  file: string,
  { databaseIsNew }: { readonly databaseIsNew: boolean },
): Uint8Array {
  const text = readIfThere(file)
  if (text !== undefined) return parseKey(file, text)
  if (!databaseIsNew) {
    throw new CannotStart(
      `The master key ${file} is missing, and the database can't be read without it. Put the file back from your backup, or set MASTER_KEY_FILE to where it is. No new key was made.`,
    )
  }
  return makeKey(file, randomBytes(KEY_BYTES))
}

/** The key of this machine, if it has one yet. */
export function findMasterKey(file: string): Uint8Array | undefined {
  const text = readIfThere(file)
  return text === undefined ? undefined : parseKey(file, text)
}

/** The key of another machine, for what it wrapped. */
export function readMasterKey(file: string): Uint8Array {
  const key = findMasterKey(file)
  if (key === undefined) throw new CannotStart(`There is no master key ${file}. Give the path of the file.`)
  return key
}

/** The key of this machine; where it has none yet, the given one becomes its own, or else a new one is made. */
export function adoptMasterKey(file: string, given: Uint8Array | undefined): Uint8Array {
  return findMasterKey(file) ?? makeKey(file, given ?? randomBytes(KEY_BYTES))
}

function readIfThere(file: string): string | undefined {
  try {
    const { mode } = statSync(file)
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new CannotStart(
        `Others on this machine may read the master key ${file}. Close it with: chmod 600 ${file}`,
      )
    }
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    if (codeOf(error) === undefined) throw error
    throw new CannotStart(
      `The master key ${file} can't be read (${codeOf(error)}). Let this user read it, or correct MASTER_KEY_FILE.`,
    )
  }
}

function parseKey(file: string, text: string): Uint8Array {
  const written = text.trim()
  const key = Buffer.from(written, 'base64url')
  if (key.length !== KEY_BYTES || key.toString('base64url') !== written) {
    throw new CannotStart(
      `The master key ${file} is damaged: it must hold ${KEY_BYTES} bytes in base64url, 43 characters. Put the file back from your backup.`,
    )
  }
  return key
}

/** The file appears whole or not at all, and is on the disk before anything is wrapped by it. */
function makeKey(file: string, key: Uint8Array): Uint8Array {
  const draft = `${file}.${process.pid}.new`
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    writeDurably(draft, `${toBase64url(key)}\n`)
    // Unlike a rename, a link never replaces a key that somebody else has just made.
    linkSync(draft, file)
    syncDirectory(dirname(file))
  } catch (error) {
    if (codeOf(error) === undefined || codeOf(error) === 'ENOSPC') throw error
    throw new CannotStart(
      `The master key ${file} can't be made (${codeOf(error)}). Let this user write there, or set MASTER_KEY_FILE to another place.`,
    )
  } finally {
    removeIfThere(draft)
  }
  return key
}

function writeDurably(file: string, text: string): void {
  const descriptor = openSync(file, 'wx', 0o600)
  try {
    writeSync(descriptor, text)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return
  const descriptor = openSync(directory, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}

function removeIfThere(file: string): void {
  try {
    unlinkSync(file)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
