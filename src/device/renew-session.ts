import { toBase64url } from '#domain/base64url.ts'
import { renewalData } from '#domain/canonical.ts'
import { RunId } from '#domain/ids.ts'
import { pathOf } from '#wire/endpoint.ts'
import { Problem } from '#wire/problem.ts'
import { readChallenge, renewSession as renewEndpoint } from '#wire/session.ts'
import type { Dice, Membership, Net, Seal } from './ports.ts'

export type Renewal = 'renewed' | 'ended' | 'unknown'

/**
 * Gets this phone a new session by the key that only it holds, when the cookie
 * is gone: a browser may take half a minute to write one to its disk, and a
 * battery may end before. Only the server's own word says that the access has
 * ended; without it nothing is known.
 */
export async function renewSession(
  { net, seal, dice }: { readonly net: Net; readonly seal: Seal; readonly dice: Dice },
  { petition, device, deviceKeys, keyId, publicKey }: Membership,
): Promise<Renewal> {
  const params = { petition, device }
  const asked = await net.send({ method: 'GET', path: pathOf(readChallenge.path, params) })
  const challenge = asked.kind === 'reply' ? readChallenge.reply.safeParse(asked.json) : undefined
  if (!challenge?.success) return 'unknown'

  const run = RunId.parse(dice.id())
  const runSeal = await seal.startRun({ petition, device, deviceKeys, keyId, publicKey, run })
  const proof = { petition, device, run, keyId, enc: runSeal.enc }
  const { nonce, sealed } = await runSeal.seal(undefined, renewalData(proof, challenge.data.challenge))
  const renewed = await net.send({
    method: 'POST',
    path: pathOf(renewEndpoint.path, params),
    body: {
      ...proof,
      challenge: challenge.data.challenge,
      nonce: toBase64url(nonce),
      sealed: toBase64url(sealed),
    },
  })
  if (renewed.kind === 'unreachable') return 'unknown'
  if (renewed.status === 200 && renewEndpoint.reply.safeParse(renewed.json).success) return 'renewed'
  const problem = Problem.safeParse(renewed.json)
  return problem.success && problem.data.error === 'signed-out' ? 'ended' : 'unknown'
}
