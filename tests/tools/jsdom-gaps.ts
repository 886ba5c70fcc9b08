/**
 * What every browser has and jsdom lacks. Import it before the module under test.
 * Node's WebCrypto knows a buffer by its realm, and jsdom's tests live in another:
 * a view passes where the bare buffer would not.
 */
import { Blob as NodeBlob } from 'node:buffer'
import { vi } from 'vitest'

vi.stubGlobal('Blob', NodeBlob)
vi.stubGlobal('matchMedia', () => ({ matches: false }))

HTMLDialogElement.prototype.showModal ??= function showModal() {
  this.open = true
}
HTMLDialogElement.prototype.close ??= function close() {
  this.open = false
}

const subtle = crypto.subtle as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>
for (const name of ['digest', 'importKey', 'encrypt', 'decrypt', 'sign', 'deriveBits']) {
  const native = subtle[name]?.bind(crypto.subtle)
  if (native) subtle[name] = (...given) => native(...given.map(withViews))
}

function withViews(given: unknown): unknown {
  if (given instanceof ArrayBuffer) return new Uint8Array(given)
  if (given === null || typeof given !== 'object' || Object.getPrototypeOf(given) !== Object.prototype) {
    return given
  }
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, withViews(value)]))
}
