/**
 * Keeps the journal files: `/journal/<name>` in the origin private file system.
 * Only a worker may have the handle that writes and flushes. It knows bytes
 * and frames, not entries. Everything is awaited, because the handles of older
 * Safaris answer with promises.
 */
import type { FileAnswer, FileCall } from './journal-files.ts'
import { FILE_HEAD, frameOf, readFrames } from './journal-frames.ts'

declare const self: DedicatedWorkerGlobalScope

type OpenFile = { readonly handle: FileSystemSyncAccessHandle; goodBytes: number }

const open = new Map<string, OpenFile>()

const folder = async () =>
  (await navigator.storage.getDirectory()).getDirectoryHandle('journal', { create: true })

/** Resolves when all of them are on the disk; a failure leaves none, as far as the disk still obeys. */
async function append(name: string, texts: readonly string[]): Promise<void> {
  try {
    await write(name, texts)
  } catch {
    // A phone that slept may have lost the handle, and nothing else.
    await letGo(name)
    await write(name, texts).catch(async (error) => {
      await letGo(name)
      throw error
    })
  }
}

async function write(name: string, texts: readonly string[]): Promise<void> {
  const file = open.get(name) ?? (await openFile(name))
  const frames = texts.map((text) => frameOf(new TextEncoder().encode(text)))
  const bytes = joined(file.goodBytes === 0 ? [FILE_HEAD, ...frames] : frames)
  const written = file.handle.write(bytes, { at: file.goodBytes })
  if (written < bytes.length) throw new DOMException('the disk took a part', 'QuotaExceededError')
  await file.handle.flush()
  file.goodBytes += written
}

/** What a crash left behind the last good record goes first, or everything after it would be lost to a reader. */
async function openFile(name: string): Promise<OpenFile> {
  const entry = await (await folder()).getFileHandle(name, { create: true })
  const handle = await entry.createSyncAccessHandle()
  const bytes = new Uint8Array(await handle.getSize())
  handle.read(bytes, { at: 0 })
  const { goodBytes } = readFrames(bytes)
  const file = { handle, goodBytes }
  open.set(name, file)
  if (goodBytes < bytes.length) await handle.truncate(goodBytes)
  return file
}

/** Cuts off what may stand there half, and closes: the next write looks at the file afresh. */
async function letGo(name: string): Promise<void> {
  const file = open.get(name)
  open.delete(name)
  try {
    await file?.handle.truncate(file.goodBytes)
    await file?.handle.flush()
  } catch {
    // The next one who opens it cuts it off.
  }
  await file?.handle.close()
}

async function read(name: string): Promise<string[]> {
  const file = await (await (await folder()).getFileHandle(name)).getFile()
  const { payloads } = readFrames(new Uint8Array(await file.arrayBuffer()))
  return payloads.map((payload) => new TextDecoder().decode(payload))
}

async function list(): Promise<string[]> {
  const names: string[] = []
  for await (const name of (await folder()).keys()) names.push(name)
  return names
}

/** A file that another tab has open can't be opened here, and stays. */
async function remove(name: string): Promise<void> {
  await letGo(name)
  const place = await folder()
  const handle = await (await place.getFileHandle(name)).createSyncAccessHandle()
  await handle.close()
  await place.removeEntry(name)
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

async function answer({ does, name, texts }: FileCall): Promise<readonly string[]> {
  if (does === 'list') return list()
  if (does === 'read') return read(name)
  await (does === 'append' ? append(name, texts) : remove(name))
  return []
}

self.onmessage = ({ data }: MessageEvent<FileCall>) => {
  const say = (said: Omit<FileAnswer, 'id'>) => self.postMessage({ id: data.id, ...said })
  answer(data).then(
    (value) => say({ value }),
    (error) => say({ failure: error instanceof Error ? error.name : 'Error' }),
  )
}
