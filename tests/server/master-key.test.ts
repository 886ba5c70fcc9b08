import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { loadMasterKey } from '#server/master-key.ts'

const directories: string[] = []
const newFile = () => {
  const directory = mkdtempSync(join(tmpdir(), 'petition-pack-key-'))
  directories.push(directory)
  return join(directory, 'master.key')
}

afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true })
})

describe('the master key', () => {
  test('is made at the first start, for its owner only, and read again at the next', () => {
    const file = newFile()
    const key = loadMasterKey(file, { databaseIsNew: true })
    expect(key).toHaveLength(32)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).toMatch(/^[\w-]{43}\n$/)
    expect(readdirSync(dirname(file))).toEqual(['master.key'])
    expect(Buffer.from(loadMasterKey(file, { databaseIsNew: false }))).toEqual(Buffer.from(key))
  })

  test('is another one for another server', () => {
    const [a, b] = [newFile(), newFile()].map((file) =>
      Buffer.from(loadMasterKey(file, { databaseIsNew: true })),
    )
    expect(a).not.toEqual(b)
  })

  test('is never made over an existing database', () => {
    const file = newFile()
    expect(() => loadMasterKey(file, { databaseIsNew: false })).toThrow(
      /is missing.*MASTER_KEY_FILE.*No new key was made/,
    )
    expect(existsSync(file)).toBe(false)
  })

  test.each([
    ['empty', ''],
    ['too short', Buffer.alloc(31).toString('base64url')],
    ['too long', Buffer.alloc(33).toString('base64url')],
    ['not base64url', `${'!'.repeat(43)}`],
  ])('that is %s is refused and left as it is', (_, text) => {
    const file = newFile()
    writeFileSync(file, text, { mode: 0o600 })
    expect(() => loadMasterKey(file, { databaseIsNew: true })).toThrow(/is damaged.*backup/)
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  test.each([0o640, 0o604, 0o666])('that others may read (%o) is refused', (mode) => {
    const file = newFile()
    loadMasterKey(file, { databaseIsNew: true })
    chmodSync(file, mode)
    expect(() => loadMasterKey(file, { databaseIsNew: false })).toThrow(/chmod 600/)
  })

  test('that is a directory is refused', () => {
    expect(() => loadMasterKey(dirname(newFile()), { databaseIsNew: true })).toThrow(
      /chmod 600|can't be read/,
    )
  })
})
