/**
 * Keeps the journal files: `/journal/<number>` in the origin private file
 * system. There are a few from the first start on, and they stay for good: a
 * disk that was full, or a power cut, leaves a browser that forgets the names
 * of files made afterwards, and with them what is in them. Only a worker may
 * have the handle that writes and flushes. It knows bytes and frames, not
 * entries. Everything is awaited, because the handles of older Safaris answer
 * with promises.
 */
import { FIRST_FILES, type FileAnswer, type FileCall, type FileDeed } from './file-worker.ts'
import { FILE_HEAD, type FileContent, frameOf, readFrames } from './journal-frames.ts'

declare const self: DedicatedWorkerGlobalScope

type OpenFile = {
  readonly handle: FileSystemSyncAccessHandle
  /** Undefined until the file has been looked at. */
  goodBytes: number | undefined
}

const open = new Map<string, OpenFile>()

const folder = async () =>
  (await navigator.storage.getDirectory()).getDirectoryHandle('journal', { create: true })

const sizeOf = async (name: string) => (await (await (await folder()).getFileHandle(name)).getFile()).size

async function claim(without: readonly string[]): Promise<string> {
  const names = (await list()).filter((name) => !without.includes(name) && !open.has(name))
  const sizes = new Map<string, number>()
  for (const name of names) sizes.set(name, await sizeOf(name))
  names.sort((a, b) => (sizes.get(a) ?? 0) - (sizes.get(b) ?? 0) || Number(a) - Number(b))
  for (let next = 0; ; next += 1) {
    const name = names[next] ?? String(FIRST_FILES.length + next)
    if (without.includes(name) || open.has(name)) continue
    try {
      await lock(name)
      return name
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'NoModificationAllowedError') throw error
    }
  }
}

/** Fails while another tab has the file. */
async function lock(name: string): Promise<OpenFile> {
  const known = open.get(name)
  if (known) return known
  const entry = await (await folder()).getFileHandle(name, { create: true })
  const file = { handle: await entry.createSyncAccessHandle(), goodBytes: undefined }
  open.set(name, file)
  return file
}

/** Resolves when all of them are on the disk; a failure leaves none, as far as the disk still obeys. */
async function append(name: string, texts: readonly string[]): Promise<void> {
  try {
    await write(name, texts)
  } catch {
    // A phone that slept may have lost the handle, and nothing else.
    await release(name)
    await write(name, texts).catch(async (error) => {
      await release(name)
      throw error
    })
  }
}

async function write(name: string, texts: readonly string[]): Promise<void> {
  const file = await lock(name)
  const goodBytes = file.goodBytes ?? (await look(file)).goodBytes
  const frames = texts.map((text) => frameOf(new TextEncoder().encode(text)))
  const bytes = joined(goodBytes === 0 ? [FILE_HEAD, ...frames] : frames)
  const written = file.handle.write(bytes, { at: goodBytes })
  if (written < bytes.length) throw new DOMException('the disk took a part', 'QuotaExceededError')
  await file.handle.flush()
  file.goodBytes = goodBytes + written
}

/** What a crash left behind the last good record goes, or everything after it would be lost to a reader. */
async function look(file: OpenFile): Promise<FileContent> {
  const bytes = new Uint8Array(await file.handle.getSize())
  file.handle.read(bytes, { at: 0 })
  const content = readFrames(bytes)
  if (content.goodBytes < bytes.length) await file.handle.truncate(content.goodBytes)
  file.goodBytes = content.goodBytes
  return content
}

/** Cuts off what may stand there half, and closes: the next write looks at the file afresh. */
async function release(name: string): Promise<void> {
  const file = open.get(name)
  open.delete(name)
  try {
    if (file?.goodBytes !== undefined) {
      await file.handle.truncate(file.goodBytes)
      await file.handle.flush()
    }
  } catch {
    // The next one who opens it cuts it off.
  }
  await file?.handle.close()
}

async function read(name: string): Promise<string[]> {
  const file = await (await (await folder()).getFileHandle(name)).getFile()
  return textsOf(readFrames(new Uint8Array(await file.arrayBuffer())))
}

const take = async (name: string) => textsOf(await look(await lock(name)))

const textsOf = ({ payloads }: FileContent) => payloads.map((payload) => new TextDecoder().decode(payload))

async function empty(name: string): Promise<void> {
  const file = await lock(name)
  await file.handle.truncate(0)
  await file.handle.flush()
  file.goodBytes = 0
}

async function list(): Promise<string[]> {
  const place = await folder()
  const names: string[] = []
  for await (const name of place.keys()) names.push(name)
  const lost = new Set<string>()
  for (const [name, { goodBytes = 0 }] of open) {
    // Somebody cleared the storage, and another tab may have made a new file of the name.
    if (!names.includes(name) || (await sizeOf(name)) < goodBytes) lost.add(name)
  }
  for (const name of FIRST_FILES) {
    if (names.includes(name)) continue
    await place.getFileHandle(name, { create: true })
    names.push(name)
  }
  return names.filter((name) => !lost.has(name))
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

const nothing = (): readonly string[] => []

const deeds: Record<FileDeed, (name: string, texts: readonly string[]) => Promise<readonly string[]>> = {
  claim: async (_, without) => [await claim(without)],
  append: (name, texts) => append(name, texts).then(nothing),
  list,
  read,
  take,
  empty: (name) => empty(name).then(nothing),
  release: (name) => release(name).then(nothing),
}

self.onmessage = ({ data: { id, does, name, texts } }: MessageEvent<FileCall>) => {
  const say = (said: Omit<FileAnswer, 'id'>) => self.postMessage({ id, ...said })
  deeds[does](name, texts).then(
    (value) => say({ value }),
    (error) => say({ failure: error instanceof Error ? error.name : 'Error' }),
  )
}
