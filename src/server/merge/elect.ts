export type Arrival = { readonly id: string; readonly received: number }

/** The server's order of arrival; phones' clocks have no say (J2). */
export const byArrival = (one: Arrival, other: Arrival): number =>
  one.received - other.received || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0)

/** Which of a signatory's signatures counts: the earliest that is not withdrawn (T1). */
export function elect<Signature extends Arrival & { readonly standing: string }>(
  signatures: readonly Signature[],
): Signature | undefined {
  return signatures.filter(({ standing }) => standing !== 'withdrawn').sort(byArrival)[0]
}
