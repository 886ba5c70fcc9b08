import type { Kysely, Migration } from 'kysely'
import { backups } from './migration-002-backups.ts'
import { phones } from './migration-003-phones.ts'
import { lateAndTray } from './migration-004-late-and-tray.ts'
import { addedDoors } from './migration-005-added-doors.ts'
import { translations } from './migration-006-translations.ts'

/** Numbered, never edited once released; both engines run the same. */
export const migrations: Record<string, Migration> = {
  '001-first': { up: first },
  '002-backups': { up: backups },
  '003-phones': { up: phones },
  '004-late-and-tray': { up: lateAndTray },
  '005-added-doors': { up: addedDoors },
  '006-translations': { up: translations },
}

type Column = 'text' | 'bigint' | 'text?' | 'bigint?'

async function first(db: Kysely<unknown>): Promise<void> {
  await table(db, 'server', { key: 'text', value: 'text' }, ['key'])
  await table(
    db,
    'petitions',
    {
      id: 'text',
      state: 'text',
      settings: 'text?',
      head: 'bigint',
      rollHead: 'bigint',
      durableMark: 'bigint',
      createdAt: 'bigint',
      openedAt: 'bigint?',
      closedAt: 'bigint?',
    },
    ['id'],
  )
  await table(
    db,
    'petitionKeys',
    {
      petition: 'text',
      id: 'text',
      publicKey: 'text',
      privateKeySealed: 'text',
      dataKeySealed: 'text',
      lookupKeySealed: 'text',
      kitSealed: 'text?',
      kitTestedAt: 'bigint?',
      createdAt: 'bigint',
    },
    ['petition', 'id'],
  )
  await table(
    db,
    'wordings',
    { petition: 'text', hash: 'text', number: 'bigint', body: 'text', createdAt: 'bigint' },
    ['petition', 'hash'],
    [['petition', 'number']],
  )
  await table(
    db,
    'members',
    {
      petition: 'text',
      id: 'text',
      role: 'text',
      nameSealed: 'text',
      scope: 'bigint',
      createdAt: 'bigint',
      revokedAt: 'bigint?',
    },
    ['petition', 'id'],
  )
  await table(
    db,
    'invitations',
    {
      petition: 'text',
      id: 'text',
      member: 'text',
      codeHash: 'text',
      remaining: 'bigint',
      createdAt: 'bigint',
      expiresAt: 'bigint',
      takenBackAt: 'bigint?',
    },
    ['petition', 'id'],
  )
  // Who types a code does not know the petition, so this look-up alone goes across petitions.
  await index(db, 'invitations', ['codeHash'])
  await index(db, 'invitations', ['petition', 'member'])
  await table(
    db,
    'devices',
    {
      petition: 'text',
      id: 'text',
      member: 'text',
      publicKey: 'text',
      label: 'text',
      createdAt: 'bigint',
      lastSeenAt: 'bigint?',
      revokedAt: 'bigint?',
    },
    ['petition', 'id'],
  )
  await index(db, 'devices', ['petition', 'member'])
  await table(
    db,
    'sessions',
    {
      petition: 'text',
      tokenHash: 'text',
      device: 'text',
      createdAt: 'bigint',
      expiresAt: 'bigint',
      endedAt: 'bigint?',
    },
    ['petition', 'tokenHash'],
  )
  await table(db, 'runs', { petition: 'text', device: 'text', run: 'text', announced: 'bigint' }, [
    'petition',
    'device',
    'run',
  ])
  await table(
    db,
    'unsent',
    { petition: 'text', device: 'text', street: 'text', signatures: 'bigint', reportedAt: 'bigint' },
    ['petition', 'device', 'street'],
  )
  await table(
    db,
    'streets',
    {
      petition: 'text',
      id: 'text',
      key: 'text',
      name: 'text',
      postcode: 'text?',
      position: 'bigint',
      changed: 'bigint',
      deletedAt: 'bigint?',
    },
    ['petition', 'id'],
    [['petition', 'key']],
  )
  await table(
    db,
    'doors',
    {
      petition: 'text',
      id: 'text',
      street: 'text',
      key: 'text',
      label: 'text',
      postcode: 'text?',
      position: 'bigint',
      mark: 'text',
      changed: 'bigint',
      deletedAt: 'bigint?',
    },
    ['petition', 'id'],
    [['petition', 'street', 'key']],
  )
  await index(db, 'doors', ['petition', 'street', 'changed'])
  await table(db, 'assignments', { petition: 'text', street: 'text', member: 'text', assignedAt: 'bigint' }, [
    'petition',
    'street',
    'member',
  ])
  await index(db, 'assignments', ['petition', 'member'])
  await table(
    db,
    'entries',
    {
      petition: 'text',
      id: 'text',
      hash: 'text',
      device: 'text',
      run: 'text',
      seq: 'bigint',
      v: 'bigint',
      kind: 'text',
      street: 'text?',
      door: 'text?',
      outcome: 'text?',
      method: 'text?',
      wording: 'text?',
      ref: 'text?',
      madeAt: 'text',
      keyId: 'text',
      enc: 'text',
      nonce: 'text',
      sealed: 'text',
      batch: 'text?',
      received: 'bigint',
      receivedAt: 'bigint',
    },
    ['petition', 'id'],
    [['petition', 'device', 'run', 'seq']],
  )
  await index(db, 'entries', ['petition', 'ref'])
  await index(db, 'entries', ['petition', 'door'])
  await index(db, 'entries', ['petition', 'batch'])
  await table(
    db,
    'refused',
    {
      petition: 'text',
      id: 'text',
      hash: 'text',
      device: 'text',
      reason: 'text',
      ref: 'text?',
      rawSealed: 'text',
      received: 'bigint',
      receivedAt: 'bigint',
    },
    ['petition', 'id', 'hash', 'device'],
  )
  await index(db, 'refused', ['petition', 'ref'])
  await table(
    db,
    'batches',
    {
      petition: 'text',
      id: 'text',
      code: 'text',
      source: 'text',
      member: 'text?',
      device: 'text?',
      label: 'text?',
      state: 'text',
      knocks: 'bigint',
      proposedAt: 'bigint',
      received: 'bigint',
      receivedAt: 'bigint',
      acceptedAt: 'bigint?',
    },
    ['petition', 'id'],
    [['petition', 'code']],
  )
  await index(db, 'batches', ['petition', 'received'])
  await table(
    db,
    'importLines',
    { petition: 'text', batch: 'text', line: 'bigint', signature: 'text?', reason: 'text?' },
    ['petition', 'batch', 'line'],
  )
  await table(
    db,
    'signatures',
    {
      petition: 'text',
      id: 'text',
      batch: 'text',
      source: 'text',
      collector: 'text?',
      device: 'text?',
      street: 'text?',
      door: 'text?',
      method: 'text',
      wording: 'text?',
      signedAt: 'text',
      personalSealed: 'text',
      standing: 'text',
      proposal: 'text?',
      signatory: 'text?',
      received: 'bigint',
    },
    ['petition', 'id'],
  )
  await index(db, 'signatures', ['petition', 'batch', 'received'])
  // With all that a tally counts, so that it is counted from the index alone.
  await index(db, 'signatures', ['petition', 'street', 'collector', 'standing'])
  await index(db, 'signatures', ['petition', 'signatory'])
  await index(db, 'signatures', ['petition', 'standing', 'received'])
  await table(
    db,
    'contacts',
    { petition: 'text', signature: 'text', contactSealed: 'text', givenAt: 'text' },
    ['petition', 'signature'],
  )
  await table(db, 'blocking', { petition: 'text', keyHash: 'text', signature: 'text' }, [
    'petition',
    'keyHash',
    'signature',
  ])
  await index(db, 'blocking', ['petition', 'signature'])
  await table(
    db,
    'matches',
    {
      petition: 'text',
      a: 'text',
      b: 'text',
      reasons: 'text',
      state: 'text',
      decidedBy: 'text?',
      decidedAt: 'bigint?',
    },
    ['petition', 'a', 'b'],
  )
  await index(db, 'matches', ['petition', 'b'])
  await index(db, 'matches', ['petition', 'state', 'decidedAt'])
  await table(
    db,
    'tallies',
    {
      petition: 'text',
      street: 'text',
      collector: 'text',
      received: 'bigint',
      counted: 'bigint',
      alsoElsewhere: 'bigint',
    },
    ['petition', 'street', 'collector'],
  )
  await table(
    db,
    'audit',
    {
      petition: 'text',
      seq: 'bigint',
      at: 'bigint',
      member: 'text?',
      action: 'text',
      subject: 'text?',
      count: 'bigint?',
    },
    ['petition', 'seq'],
  )
}

async function table(
  db: Kysely<unknown>,
  name: string,
  columns: Readonly<Record<string, Column>>,
  primaryKey: readonly string[],
  uniqueKeys: readonly (readonly string[])[] = [],
): Promise<void> {
  let creation = db.schema.createTable(name)
  for (const [column, kind] of Object.entries(columns)) {
    const type = kind.startsWith('text') ? 'text' : 'bigint'
    creation = creation.addColumn(column, type, (each) => (kind.endsWith('?') ? each : each.notNull()))
  }
  creation = creation.addPrimaryKeyConstraint(`${name}_pk`, [...primaryKey] as never[])
  for (const [n, key] of uniqueKeys.entries()) {
    creation = creation.addUniqueConstraint(`${name}_unique_${n + 1}`, [...key] as never[])
  }
  await creation.execute()
}

async function index(db: Kysely<unknown>, name: string, columns: readonly string[]): Promise<void> {
  await db.schema
    .createIndex(`${name}_${columns.slice(-2).join('_')}`)
    .on(name)
    .columns([...columns])
    .execute()
}
