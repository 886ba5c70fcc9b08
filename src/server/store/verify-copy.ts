import * as z from 'zod/mini'
import { type CopiedFile, openCopiedFile } from './copied-file.ts'
import { type CopyFacts, OUR_TABLES, TableName } from './copy-facts.ts'

/** A copy that can't be relied on; `reason` says in our words what differs, and nothing of what is in it. */
export class DamagedCopy extends Error {
  override readonly name = 'DamagedCopy'
  readonly code = 'DAMAGED_COPY'
}

const Checked = z.object({ finding: z.string() })
const Counted = z.object({ name: z.string(), count: z.int() })
const Head = z.object({ id: z.string(), head: z.int() })
const Wrapped = z.object({ count: z.int() })

/** Opens the copy and holds it against what was there when it was made. Throws `DamagedCopy`. */
export async function verifyCopy(
  file: string,
  facts: Pick<CopyFacts, 'rows' | 'heads'>,
  signal?: AbortSignal,
): Promise<void> {
  const copy = await openedOrDamaged(file, signal)
  try {
    await refuseTorn(copy)
    const tables = await copy.all(TableName, OUR_TABLES)
    const counts = tables.map(({ name }) => `select '${name}' as name, count(*) as count from main."${name}"`)
    await copy.run(`create temp table counted as ${counts.join(' union all ')}`)
    const rows = await copy.all(Counted, 'select name, count from temp.counted')
    if (!isSame(Object.fromEntries(rows.map(({ name, count }) => [name, count])), facts.rows)) {
      throw new DamagedCopy('the copy has more or fewer rows than the database')
    }

    const heads = await copy.all(Head, 'select id, head from petitions')
    if (!isSame(Object.fromEntries(heads.map(({ id, head }) => [id, head])), facts.heads)) {
      throw new DamagedCopy('the copy ends at another number than the database')
    }

    const [wrapped] = await copy.all(
      Wrapped,
      `select count(*) as count from "petitionKeys" where "privateKeySealed" <> '' or "dataKeySealed" <> '' or "lookupKeySealed" <> '' or "kitSealed" is not null`,
    )
    if (wrapped?.count !== 0) throw new DamagedCopy('the copy holds keys')
  } catch (error) {
    throw asDamage(error)
  } finally {
    copy.close()
  }
}

/** Reads every page of a file that is a database by itself. Throws `DamagedCopy`. */
export async function verifyWhole(file: string): Promise<void> {
  const copy = await openedOrDamaged(file, undefined)
  try {
    await refuseTorn(copy)
  } catch (error) {
    throw asDamage(error)
  } finally {
    copy.close()
  }
}

async function refuseTorn(copy: CopiedFile): Promise<void> {
  await copy.run(
    "create temp table checked as select integrity_check as finding from pragma_integrity_check(1, 'main')",
  )
  const [finding] = await copy.all(Checked, 'select finding from temp.checked')
  if (finding?.finding !== 'ok') throw new DamagedCopy('the copy is not a whole database')
}

async function openedOrDamaged(file: string, signal: AbortSignal | undefined) {
  try {
    return await openCopiedFile(file, signal)
  } catch (error) {
    throw asDamage(error)
  }
}

/** What the engine says of a file that it can't read is damage; a full disk or an abort is not. */
function asDamage(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^SQLITE_(CORRUPT|NOTADB|ERROR)/.test(code) ? new DamagedCopy('the copy can not be read') : error
}

function isSame(
  found: Readonly<Record<string, number>>,
  expected: Readonly<Record<string, number>>,
): boolean {
  const names = new Set([...Object.keys(found), ...Object.keys(expected)])
  return [...names].every((name) => found[name] === expected[name])
}
