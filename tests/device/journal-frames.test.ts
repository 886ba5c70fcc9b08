import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FILE_HEAD, frameOf, readFrames } from '#device/journal-frames.ts'
import { recordToText, textToRecord } from '#device/journal-record.ts'
import { newRun, recordsOf } from '../tools/intact-records.ts'

const payloads = fc.array(fc.uint8Array({ minLength: 1, maxLength: 200 }), { maxLength: 8 })

const fileOf = (written: readonly Uint8Array[]) =>
  Uint8Array.from([...FILE_HEAD, ...written.flatMap((payload) => [...frameOf(payload)])])

/** What was read is what was written, up to some record. */
function expectPrefix(file: Uint8Array, written: readonly Uint8Array[]): void {
  const { payloads: read, goodBytes } = readFrames(file)
  expect(read.map((each) => [...each])).toEqual(written.slice(0, read.length).map((each) => [...each]))
  if (goodBytes > 0) expect(goodBytes).toBe(fileOf(written.slice(0, read.length)).length)
}

describe('the bytes of a journal file', () => {
  test('give back what was written, and where the next record belongs', () => {
    fc.assert(
      fc.property(payloads, (written) => {
        const file = fileOf(written)
        expectPrefix(file, written)
        expect(readFrames(file)).toMatchObject({
          payloads: { length: written.length },
          goodBytes: file.length,
        })
      }),
    )
  })

  test('J1 cut anywhere, they give what is whole before the cut', () => {
    fc.assert(
      fc.property(payloads, fc.nat(), (written, at) => {
        const file = fileOf(written)
        expectPrefix(file.slice(0, at % (file.length + 1)), written)
      }),
    )
  })

  test('J1 with any bit turned, they give no wrong record', () => {
    fc.assert(
      fc.property(payloads, fc.nat(), fc.nat(7), (written, at, bit) => {
        const file = fileOf(written)
        const place = at % file.length
        file[place] = (file[place] ?? 0) ^ (1 << bit)
        expectPrefix(file, written)
        expect(readFrames(file).payloads.length).toBeLessThanOrEqual(written.length)
        // A turned bit always costs the record that it is in.
        expect(readFrames(file).goodBytes).toBeLessThan(file.length)
      }),
    )
  })

  test('J1 with zeros behind them, as a crash leaves in a file that was made long beforehand', () => {
    fc.assert(
      fc.property(payloads, fc.integer({ min: 1, max: 4096 }), (written, zeros) => {
        const file = fileOf(written)
        const { payloads: read, goodBytes } = readFrames(Uint8Array.from([...file, ...new Uint8Array(zeros)]))
        expect(read).toHaveLength(written.length)
        expect(goodBytes).toBe(file.length)
      }),
    )
  })

  test('J1 with rubbish behind them, or only rubbish, they never throw', () => {
    fc.assert(
      fc.property(payloads, fc.uint8Array({ maxLength: 300 }), (written, rubbish) => {
        const { payloads: read } = readFrames(Uint8Array.from([...fileOf(written), ...rubbish]))
        expect(read.slice(0, written.length).map((each) => [...each])).toEqual(
          written.map((each) => [...each]),
        )
        expect(readFrames(rubbish).payloads).toHaveLength(0)
      }),
    )
  })

  test('are those of version 1, with the CRC-32 that zlib gives too', () => {
    const file = fileOf([new TextEncoder().encode('petition')])
    expect([...file]).toEqual([
      ...[0x50, 0x50, 0x4a, 1],
      ...[0, 0, 0, 8],
      ...[0x5a, 0x76, 0x30, 0x1d],
      ...new TextEncoder().encode('petition'),
    ])
  })
})

describe('a record', () => {
  test('comes back as it was', async () => {
    const [record] = await recordsOf(newRun(), 1)
    if (!record) throw new Error('one was made')
    expect(await textToRecord(recordToText(record))).toEqual(record)
  })

  test('whose entry is not what its hash says is not believed', async () => {
    const [record] = await recordsOf(newRun(), 1)
    if (!record) throw new Error('one was made')
    const changed = { ...record, entry: { ...record.entry, madeAt: '2026-11-22T10:00:00.001Z' } }
    expect(await textToRecord(recordToText(changed))).toBeUndefined()
    expect(await textToRecord('{')).toBeUndefined()
    expect(await textToRecord('{"entry":{"v":2},"savedAt":1}')).toBeUndefined()
  })
})
