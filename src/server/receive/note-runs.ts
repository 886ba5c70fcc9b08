import type { RunId } from '#domain/ids.ts'
import type { Push } from '#wire/push.ts'
import type { Caller } from '../caller.ts'
import type { Server } from '../server.ts'
import { inChunks } from '../store/in-chunks.ts'
import type { Trx } from '../store/open-store.ts'

/** More than anybody gathers in a street, and so little that the sum over all phones stays a number. */
const MAX_UNSENT = 1_000_000

/** What a phone says of itself. A push that was overtaken never lowers what a run has announced. */
export async function noteRuns(
  trx: Trx,
  server: Server,
  { petition, device }: Caller,
  push: Push,
): Promise<void> {
  const announced = new Map<RunId, number>()
  for (const { run, seq } of push.runs) announced.set(run, Math.max(seq, announced.get(run) ?? 0))
  const runs = [...announced].map(([run, seq]) => ({ petition, device, run, announced: seq }))
  for (const chunk of inChunks(runs)) {
    await trx
      .insertInto('runs')
      .values(chunk)
      .onConflict((conflict) =>
        conflict
          .columns(['petition', 'device', 'run'])
          .doUpdateSet((given) => ({ announced: given.ref('excluded.announced') }))
          .where((each) => each('runs.announced', '<', each.ref('excluded.announced'))),
      )
      .execute()
  }
  await trx.deleteFrom('unsent').where('petition', '=', petition).where('device', '=', device).execute()
  const reportedAt = server.now()
  const signaturesByStreet = new Map(push.unsent.map(({ street, signatures }) => [street, signatures]))
  const unsent = [...signaturesByStreet].map(([street, signatures]) => ({
    petition,
    device,
    street,
    signatures: Math.min(signatures, MAX_UNSENT),
    reportedAt,
  }))
  for (const chunk of inChunks(unsent)) {
    await trx
      .insertInto('unsent')
      .values(chunk)
      .onConflict((conflict) =>
        conflict.columns(['petition', 'device', 'street']).doUpdateSet((given) => ({
          signatures: given.ref('excluded.signatures'),
          reportedAt,
        })),
      )
      .execute()
  }
}
