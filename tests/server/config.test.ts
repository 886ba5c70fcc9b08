import { describe, expect, test } from 'vitest'
import { CannotStart } from '#server/cannot-start.ts'
import { readConfig } from '#server/config.ts'

describe('the environment', () => {
  test('may be empty: only this machine is served, from ./data', () => {
    expect(readConfig({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:3000',
      dataDir: 'data',
      databaseUrl: undefined,
      masterKeyFile: 'data/master.key',
      backupDir: 'data/backups',
      backupEvery: 60,
      logLevel: 'info',
    })
  })

  test('is read, and an empty variable counts as absent', () => {
    const config = readConfig({
      PORT: '8080',
      HOST: '0.0.0.0',
      PUBLIC_URL: 'https://Petition.Example.org/',
      DATA_DIR: '/srv/petition',
      DATABASE_URL: 'postgres://petition:secret@db:5432/petition',
      MASTER_KEY_FILE: '',
      BACKUP_DIR: '/mnt/other-disk',
      BACKUP_EVERY: '15',
      LOG_LEVEL: ' debug ',
      OTHER: 'ignored',
    })
    expect(config).toEqual({
      port: 8080,
      host: '0.0.0.0',
      publicUrl: 'https://petition.example.org',
      dataDir: '/srv/petition',
      databaseUrl: 'postgres://petition:secret@db:5432/petition',
      masterKeyFile: '/srv/petition/master.key',
      backupDir: '/mnt/other-disk',
      backupEvery: 15,
      logLevel: 'debug',
    })
  })

  test.each([
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PORT', '3000x'],
    ['PORT', '-1'],
    ['HOST', 'my host'],
    ['PUBLIC_URL', 'petition.example.org'],
    ['PUBLIC_URL', 'ftp://petition.example.org'],
    ['PUBLIC_URL', 'https://petition.example.org/app'],
    ['PUBLIC_URL', 'https://petition.example.org/?a=1'],
    ['PUBLIC_URL', 'https://someone@petition.example.org'],
    ['DATABASE_URL', 'mysql://db/petition'],
    ['DATABASE_URL', 'postgres'],
    ['BACKUP_EVERY', 'hourly'],
    ['BACKUP_EVERY', '-1'],
    ['BACKUP_EVERY', '10081'],
    ['LOG_LEVEL', 'loud'],
  ])('%s=%s gets one line that names the variable and says what to use', (name, value) => {
    const line = lineOf(() => readConfig({ [name]: value }))
    expect(line).toMatch(new RegExp(`^${name} `))
    expect(line).toMatch(/Use /)
    expect(line).not.toContain('\n')
  })

  test('never repeats the password of a database', () => {
    expect(lineOf(() => readConfig({ DATABASE_URL: 'mysql://petition:secret@db/petition' }))).not.toContain(
      'secret',
    )
  })
})

function lineOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof CannotStart) return error.message
    throw error
  }
  throw new Error('the config was accepted')
}
