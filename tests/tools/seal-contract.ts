/** What every pair of a phone's seal and the server's opening keeps to, whatever agrees their keys. */
import { randomBytes, randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { DeviceKeys, RunTarget, Seal } from '#device/ports.ts'
import { toBase64url } from '#domain/base64url.ts'
import { DeviceId, PetitionId, RunId } from '#domain/ids.ts'
import type { PetitionKeys } from '#server/keys/petition-keys.ts'
import { openSealed } from '#server/receive/open-entry.ts'
import type { RunKey, RunOfKeys } from '#server/receive/run-keys.ts'

export type SealUnderTest = {
  readonly seal: Seal
  readonly runKey: RunKey
  newPetitionKeys(): Pick<PetitionKeys, 'id' | 'publicKey' | 'privateKey'>
}

const content = { name: 'Zebedee Quillfeather', ink: 'squiggle'.repeat(200), left: null }
const data = new TextEncoder().encode('what is vouched for')

type Sealed = { readonly nonce: Uint8Array; readonly sealed: Uint8Array }

export function describeSeal(name: string, { seal, runKey, newPetitionKeys }: SealUnderTest): void {
  describe(`the seal, ${name}`, () => {
    const keys = newPetitionKeys()

    async function startedRun(given: Partial<RunTarget> = {}, petitionKeys = keys) {
      const device = await seal.createDeviceKeys()
      const target: RunTarget = {
        petition: PetitionId.parse(randomUUID()),
        device: DeviceId.parse(randomUUID()),
        run: RunId.parse(randomUUID()),
        keyId: petitionKeys.id,
        publicKey: petitionKeys.publicKey,
        deviceKeys: device.keys,
        ...given,
      }
      const runSeal = await seal.startRun(target)
      const { petition, device: deviceId, run, keyId } = target
      return {
        target,
        runSeal,
        devicePublicKey: device.publicKey,
        run: { petition, device: deviceId, run, keyId, enc: runSeal.enc } satisfies RunOfKeys,
      }
    }

    type Started = Awaited<ReturnType<typeof startedRun>>

    async function open(
      { devicePublicKey, run }: Pick<Started, 'devicePublicKey' | 'run'>,
      { nonce, sealed }: Sealed,
      associatedData: Uint8Array = data,
      petitionKeys = keys,
    ): Promise<unknown> {
      return openSealed(await runKey(petitionKeys, devicePublicKey, run), associatedData, nonce, sealed)
    }

    test('what was sealed opens, as it was, and compressed', async () => {
      const started = await startedRun()
      const sealed = await started.runSeal.seal(content, data)
      expect(await open(started, sealed)).toEqual(content)
      expect(sealed.sealed.length).toBeLessThan(JSON.stringify(content).length / 2)
    })

    test('an empty content opens as nothing, and still vouches for the data', async () => {
      const started = await startedRun()
      const sealed = await started.runSeal.seal(undefined, data)
      expect(await open(started, sealed)).toBeUndefined()
      expect(sealed.sealed).toHaveLength(16)
      await expect(open(started, sealed, new TextEncoder().encode('something else'))).rejects.toThrow()
    })

    test('many entries of one run open with its one key', async () => {
      const started = await startedRun()
      for (const each of [1, 'two', ['three']]) {
        expect(await open(started, await started.runSeal.seal(each, data))).toEqual(each)
      }
    })

    test('changed data, nonce or bytes do not open', async () => {
      const started = await startedRun()
      const { nonce, sealed } = await started.runSeal.seal(content, data)
      await expect(open(started, { nonce, sealed }, new TextEncoder().encode('other'))).rejects.toThrow()
      await expect(open(started, { nonce: flipped(nonce), sealed })).rejects.toThrow()
      for (const at of [0, sealed.length - 17, sealed.length - 1]) {
        await expect(open(started, { nonce, sealed: flipped(sealed, at) }), `byte ${at}`).rejects.toThrow()
      }
      await expect(open(started, { nonce, sealed: sealed.subarray(0, -1) })).rejects.toThrow()
    })

    test('another device’s key can’t seal in this one’s name', async () => {
      const [own, other] = [await startedRun(), await startedRun()]
      const sealed = await other.runSeal.seal(content, data)
      await expect(open({ ...other, devicePublicKey: own.devicePublicKey }, sealed)).rejects.toThrow()
    })

    test('another petition’s keys do not open it', async () => {
      const started = await startedRun()
      const sealed = await started.runSeal.seal(content, data)
      await expect(open(started, sealed, data, { ...newPetitionKeys(), id: keys.id })).rejects.toThrow()
    })

    test.each(['petition', 'device', 'run', 'keyId', 'enc'] as const)(
      'the key is bound to the run: another %s does not open',
      async (field) => {
        const [started, other] = [await startedRun(), await startedRun({}, newPetitionKeys())]
        const sealed = await started.runSeal.seal(content, data)
        const run = { ...started.run, [field]: other.run[field] }
        await expect(open({ ...started, run }, sealed)).rejects.toThrow()
      },
    )

    test('what is no key at all agrees on none', async () => {
      const { devicePublicKey, run } = await startedRun()
      const noKey = toBase64url(randomBytes(65).fill(9, 0, 1))
      await expect(runKey(keys, devicePublicKey, { ...run, enc: noKey })).rejects.toThrow()
      await expect(runKey(keys, noKey, run)).rejects.toThrow()
    })

    test('the same words are never sealed to the same bytes, nor two runs under one key', async () => {
      const started = await startedRun()
      const [one, other] = [
        await started.runSeal.seal(content, data),
        await started.runSeal.seal(content, data),
      ]
      expect(one.nonce).not.toEqual(other.nonce)
      expect(one.sealed).not.toEqual(other.sealed)
      expect((await seal.startRun(started.target)).enc).not.toBe(started.runSeal.enc)
    })

    test('a public key has the form that the wire asks for, and the private one can’t be exported', async () => {
      const { keys: pair, publicKey } = await seal.createDeviceKeys()
      expect(publicKey).toMatch(/^[\w-]{87}$/)
      expect((await startedRun()).run.enc).toMatch(/^[\w-]{87}$/)
      expect(isExtractable(pair)).toBe(false)
    })
  })
}

const isExtractable = ({ privateKey }: DeviceKeys): boolean => privateKey.extractable

function flipped(bytes: Uint8Array, at = 0): Uint8Array {
  const copy = Uint8Array.from(bytes)
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}
