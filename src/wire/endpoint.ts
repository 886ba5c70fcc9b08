/**
 * One description per endpoint: the server routes and guards by it, the screens
 * call by it, and the OpenAPI document is made from it. So an endpoint without
 * a permission, or a reply that nobody parses, can't be written.
 */
import type * as z from 'zod/mini'
import type { Permission } from '#domain/permission.ts'

export const API_PREFIX = '/api/v1'

type Schema = z.ZodMiniType

export type Endpoint = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below `API_PREFIX`, with `:name` for a parameter. */
  readonly path: string
  readonly summary: string
  /** `anyone`: no session needed. */
  readonly may: Permission | 'anyone'
  readonly query?: Schema
  readonly body?: Schema
  readonly reply: Schema
}

/** Keeps the literal types, so that parameters, body and reply are typed at both ends. */
export const endpoint = <const E extends Endpoint>(description: E): E => description

type Names<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Names<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never

export type ParamsOf<E extends Endpoint> = { readonly [Name in Names<E['path']>]: string }
export type QueryOf<E extends Endpoint> = E['query'] extends Schema ? z.output<E['query']> : undefined
export type BodyOf<E extends Endpoint> = E['body'] extends Schema ? z.output<E['body']> : undefined
export type ReplyOf<E extends Endpoint> = z.output<E['reply']>

/** What a caller gives: inputs, before the schema trims and repairs them. */
export type CallOf<E extends Endpoint> = {
  readonly params: ParamsOf<E>
} & (E['query'] extends Schema ? { readonly query: z.input<E['query']> } : unknown) &
  (E['body'] extends Schema ? { readonly body: z.input<E['body']> } : unknown)

/** `/petitions/:petition` with its parameters filled in. */
export function pathOf(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/:([a-zA-Z]+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
}
