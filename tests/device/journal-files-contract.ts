/** What the second copy of a phone keeps to, whatever it keeps it in. */
import { describe, expect, test } from 'vitest'
import type { JournalFiles, JournalRecord } from '#device/ports.ts'
import type { RunId } from '#domain/ids.ts'
import { newRun, recordsOf, runsIn } from '../tools/intact-records.ts'

/** A phone's file system, and how it is treated. */
export type FilesUnderTest = {
  /** A start of the app in one more tab. */
  open(): Promise<JournalFiles>
  /** kill -9, and no goodbye: the tabs are gone, the disk stays. */
  kill(): Promise<void>
  /** Spoils the end of the file that a run is in, while nobody has it open. */
  spoil(run: RunId, how: { readonly cut: number } | { readonly add: readonly number[] }): Promise<void>
}

export function describeJournalFiles(name: string, use: () => Promise<FilesUnderTest>): void {
  describe(`the journal files of a phone, ${name}`, () => {
    test('J1 give back all that was appended, after a kill', async () => {
      const { open, kill } = await use()
      const written = await recordsOf(newRun(), 200)
      const files = await open()
      for (const record of written) await files.append(record)
      await kill()
      expect(await readBack(await open(), written)).toEqual(written)
    })

    test('J1 what comes together is flushed together, and each is answered', async () => {
      const { open, kill } = await use()
      const written = await recordsOf(newRun(), 300)
      const files = await open()
      await Promise.all(written.map((record) => files.append(record)))
      await kill()
      expect(await readBack(await open(), written)).toEqual(written)
    })

    test.each([
      ['cut short', { cut: 7 }, 2],
      ['with half a record', { add: [0, 0, 4, 1, 9, 9, 9, 9, 123, 34] }, 3],
      ['with zeros', { add: Array.from({ length: 512 }, () => 0) }, 3],
    ])('J1 a file that a crash left %s is mended before anything is appended', async (_, how, whole) => {
      const { open, kill, spoil } = await use()
      const written = await recordsOf(newRun(), 5)
      const files = await open()
      for (const record of written.slice(0, 3)) await files.append(record)
      await kill()
      await spoil(at(written, 0).entry.run, how)
      const again = await open()
      expect(await readBack(again, written)).toEqual(written.slice(0, whole))
      for (const record of written.slice(3)) await again.append(record)
      await kill()
      expect(await readBack(await open(), written)).toEqual([...written.slice(0, whole), ...written.slice(3)])
    })

    test('S6 two tabs write two files, and each reads both', async () => {
      const { open } = await use()
      const [one, other] = [await open(), await open()]
      const [ones, others] = [await recordsOf(newRun(), 3), await recordsOf(newRun(), 3)]
      for (let place = 0; place < 3; place += 1) {
        await Promise.all([one.append(at(ones, place)), other.append(at(others, place))])
      }
      for (const files of [one, other]) {
        expect(await readBack(files, ones)).toEqual(ones)
        expect(await readBack(files, others)).toEqual(others)
      }
    })

    test('a file that is in use stays; one of a run that is over can be removed', async () => {
      const { open, kill } = await use()
      const [over, mine, theirs] = [newRun(), newRun(), newRun()]
      await (await open()).append(at(await recordsOf(over, 1), 0))
      await kill()
      const [one, other] = [await open(), await open()]
      await one.append(at(await recordsOf(mine, 1), 0))
      await other.append(at(await recordsOf(theirs, 1), 0))
      await one.remove([over, mine, theirs, newRun()])
      const left = await runsIn(one)
      expect(left).toEqual(expect.arrayContaining([mine, theirs]))
      expect(left).not.toContain(over)
      await one.remove([mine, theirs], 'even-own')
      expect(await runsIn(one)).toEqual(expect.not.arrayContaining([mine]))
      expect(await runsIn(one)).toContain(theirs)
    })

    test('J1 of a file that holds several runs, those that are still needed stay when the others go', async () => {
      const { open, kill } = await use()
      const [over, needed] = [await recordsOf(newRun(), 3), await recordsOf(newRun(), 3)]
      const files = await open()
      for (let place = 0; place < 3; place += 1) {
        await files.append(at(over, place))
        await files.append(at(needed, place))
      }
      await files.remove([at(over, 0).entry.run], 'even-own')
      expect(await runsIn(files)).not.toContain(at(over, 0).entry.run)
      const later = at(await recordsOf(at(needed, 0).entry.run, 4), 3)
      await files.append(later)
      await kill()
      const again = await open()
      expect(await readBack(again, [...needed, ...over])).toEqual([...needed, later])
      await again.remove([at(over, 0).entry.run])
      expect(await readBack(again, needed)).toEqual([...needed, later])
    })
  })
}

/** Those of the runs of what was written, in its order. */
async function readBack(files: JournalFiles, written: readonly JournalRecord[]): Promise<JournalRecord[]> {
  const runs = [...new Set(written.map(({ entry }) => entry.run))]
  return (await files.read())
    .filter(({ entry }) => runs.includes(entry.run))
    .sort((a, b) => runs.indexOf(a.entry.run) - runs.indexOf(b.entry.run) || a.entry.seq - b.entry.seq)
}

function at(records: readonly JournalRecord[], place: number): JournalRecord {
  const record = records[place]
  if (record === undefined) throw new Error('so many were made')
  return record
}
