/**
 * A journal file, byte by byte:
 *
 *   'PPJ' and the format's version, 4 bytes; then for each record
 *   length of the payload, 4 bytes │ CRC-32 of length and payload, 4 bytes │ payload
 *
 * Numbers are big-endian. A crash leaves any tail: cut short, zeros, rubbish.
 * The reader takes what is whole up to the first record that is not.
 */
export const FILE_HEAD = Uint8Array.of(0x50, 0x50, 0x4a, 1)

const LENGTH_BYTES = 4
const FRAME_HEAD_BYTES = LENGTH_BYTES + 4

export function frameOf(payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(FRAME_HEAD_BYTES + payload.length)
  const view = new DataView(frame.buffer)
  view.setUint32(0, payload.length)
  frame.set(payload, FRAME_HEAD_BYTES)
  view.setUint32(LENGTH_BYTES, checksumOf(frame))
  return frame
}

export type FileContent = {
  readonly payloads: readonly Uint8Array[]
  /** Where the next record belongs; 0 when not even the head of the file is good. */
  readonly goodBytes: number
}

export function readFrames(file: Uint8Array): FileContent {
  const payloads: Uint8Array[] = []
  if (FILE_HEAD.some((byte, place) => file[place] !== byte)) return { payloads, goodBytes: 0 }
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  let at = FILE_HEAD.length
  while (at + FRAME_HEAD_BYTES < file.length) {
    const end = at + FRAME_HEAD_BYTES + view.getUint32(at)
    if (end > file.length || view.getUint32(at + LENGTH_BYTES) !== checksumOf(file.subarray(at, end))) break
    payloads.push(file.subarray(at + FRAME_HEAD_BYTES, end))
    at = end
  }
  return { payloads, goodBytes: at }
}

function checksumOf(frame: Uint8Array): number {
  const overLength = crc32(frame.subarray(0, LENGTH_BYTES))
  return ~crc32(frame.subarray(FRAME_HEAD_BYTES), overLength) >>> 0
}

/** CRC-32 (ISO-HDLC) before its last inversion. Without a table: the worker is small, and a record is 1 kB. */
function crc32(bytes: Uint8Array, before = -1): number {
  let crc = before
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1))
  }
  return crc
}
