/** What kind of sound file these bytes are, by their first ones: what a name or a browser says of a file proves nothing. */
import * as z from 'zod/mini'

export const SoundType = z.enum([
  'audio/webm',
  'audio/ogg',
  'audio/mp4',
  'audio/mpeg',
  'audio/aac',
  'audio/wav',
])
export type SoundType = z.infer<typeof SoundType>

/** About four minutes of speech, which every phone of the petition downloads. */
export const MAX_SOUND_BYTES = 2 * 1024 * 1024

export function soundTypeOf(bytes: Uint8Array): SoundType | undefined {
  const text = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to))
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes
  // EBML, the frame of Matroska and WebM (RFC 8794).
  if (first === 0x1a && second === 0x45 && third === 0xdf && fourth === 0xa3) return 'audio/webm'
  if (text(0, 4) === 'OggS') return 'audio/ogg'
  if (text(4, 8) === 'ftyp') return 'audio/mp4'
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WAVE') return 'audio/wav'
  if (text(0, 3) === 'ID3') return 'audio/mpeg'
  // An AAC frame (ADTS) has layer 0, an MPEG audio frame another.
  if (first === 0xff && (second & 0xf6) === 0xf0) return 'audio/aac'
  if (first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x06) !== 0) return 'audio/mpeg'
  return undefined
}
