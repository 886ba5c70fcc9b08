import { DeviceId, type PetitionId } from '#domain/ids.ts'
import { pathOf } from '#wire/endpoint.ts'
import { readSession, replaceDevice as replaceEndpoint } from '#wire/session.ts'
import type { Dice, Membership, Net, Seal } from './ports.ts'

/**
 * Makes this browser somebody again in a petition whose keys it lost with its
 * database: the cookie has lived on, and says who it was. Undefined where there
 * is no session or no network; then a code does it.
 */
export async function replaceDevice(
  { net, seal, dice }: { readonly net: Net; readonly seal: Seal; readonly dice: Dice },
  petition: PetitionId,
  label: string,
): Promise<Membership | undefined> {
  const path = (pattern: string) => pathOf(pattern, { petition })
  const known = await net.send({ method: 'GET', path: path(readSession.path) })
  if (known.kind === 'unreachable' || !readSession.reply.safeParse(known.json).success) return undefined
  const { keys, publicKey } = await seal.createDeviceKeys()
  const device = DeviceId.parse(dice.id())
  const reply = await net.send({
    method: 'POST',
    path: path(replaceEndpoint.path),
    body: { device, publicKey, label },
  })
  const replaced = reply.kind === 'reply' ? replaceEndpoint.reply.safeParse(reply.json) : undefined
  if (!replaced?.success) return undefined
  const { session, ...petitionKey } = replaced.data
  // A reply to another question has no nonce to show it: under another device's name these keys would seal for nobody.
  if (session.petition !== petition || session.device !== device) return undefined
  const { title, member, name, role } = session
  return { petition, title, member, name, role, device: session.device, deviceKeys: keys, ...petitionKey }
}
