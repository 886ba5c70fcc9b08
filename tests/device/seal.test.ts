/** The real pair of seal and opening, and the one of the simulation, keep to one contract. */
import { createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto'
import { createHpkeSeal } from '#device/hpke-seal.ts'
import { toBase64url } from '#domain/base64url.ts'
import { KeyId } from '#domain/ids.ts'
import { runKey } from '#server/receive/run-keys.ts'
import { createMemorySeal, memoryRunKey } from '../tools/memory-seal.ts'
import { testDice } from '../tools/phone-fixture.ts'
import { describeSeal } from '../tools/seal-contract.ts'

function newPetitionKeys() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = createPublicKey(privateKey).export({ format: 'jwk' })
  const point = [Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]
  return {
    id: KeyId.parse(randomUUID()),
    publicKey: toBase64url(Buffer.concat(point)),
    privateKey: JSON.stringify(privateKey.export({ format: 'jwk' })),
  }
}

describeSeal('by HPKE', { seal: createHpkeSeal(testDice), runKey, newPetitionKeys })
describeSeal('in memory', { seal: createMemorySeal(testDice), runKey: memoryRunKey, newPetitionKeys })
