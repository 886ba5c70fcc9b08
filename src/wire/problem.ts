/** Every refusal of the API: a code from a closed list, which the screens turn into a sentence. */
import * as z from 'zod/mini'

export const ProblemCode = z.enum([
  'bad-request',
  'signed-out',
  'not-allowed',
  'not-found',
  'too-many-attempts',
  'too-large',
  'conflict',
  'code-wrong',
  'code-used',
  'code-expired',
  'code-taken-back',
  'kit-wrong',
  'not-ready-to-open',
  'street-in-use',
  'door-in-use',
  'already-decided',
  'upgrade-needed',
  'server-error',
])
export type ProblemCode = z.infer<typeof ProblemCode>

export const Problem = z.object({
  error: ProblemCode,
  /** Path in the body to the key of a message, for the form: `{ 'controller.name': 'controller-name-missing' }`. */
  fields: z.optional(z.record(z.string(), z.string())),
})
export type Problem = z.infer<typeof Problem>

export const statusOf: Record<ProblemCode, number> = {
  'bad-request': 400,
  'signed-out': 401,
  'not-allowed': 403,
  'not-found': 404,
  'too-many-attempts': 429,
  'too-large': 413,
  conflict: 409,
  'code-wrong': 404,
  'code-used': 410,
  'code-expired': 410,
  'code-taken-back': 410,
  'kit-wrong': 422,
  'not-ready-to-open': 409,
  'street-in-use': 409,
  'door-in-use': 409,
  'already-decided': 409,
  'upgrade-needed': 426,
  'server-error': 500,
}
