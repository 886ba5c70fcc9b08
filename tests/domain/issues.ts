import type * as z from 'zod/mini'

/** The keys of the messages a form would show, by the path of the field: `'name: name-missing'`. */
export function issuesOf(schema: z.ZodMiniType, given: unknown): string[] {
  const parsed = schema.safeParse(given)
  return parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => [...path.map(String), message].join(': '))
}
