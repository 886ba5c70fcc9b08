/** The OpenAPI document, made from the same descriptions that route, guard and parse. */
import * as z from 'zod/mini'
import { type Permission, permissions } from '#domain/permission.ts'
import { endpoints } from '#wire/api.ts'
import type { Endpoint } from '#wire/endpoint.ts'
import { API_PREFIX } from '#wire/endpoint.ts'
import { Problem, ProblemCode, statusOf } from '#wire/problem.ts'
import { WIRE_VERSION } from '#wire/version.ts'

type Schema = NonNullable<Endpoint['body']>

export function openApiDocument() {
  const paths: Record<string, Record<string, object>> = {}
  for (const endpoint of endpoints) {
    const path = API_PREFIX + endpoint.path.replace(/:([a-zA-Z]+)/g, '{$1}')
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Petition Pack',
      version: String(WIRE_VERSION),
      description: 'What phones and the screens of captains and organisers say to the server.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    paths,
    components: {
      schemas: { Problem: jsonSchema(Problem, 'output') },
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'pp_session',
          description: 'One browser of one member, for one petition. Comes with the reply to /join.',
        },
      },
    },
  }
}

function operationOf({ path, summary, may, query, body, reply }: Endpoint) {
  return {
    summary,
    tags: [path.replace('/petitions/:petition', '').split('/')[1] || 'petition'],
    ...(may === 'anyone' ? { security: [] } : securityOf(may)),
    parameters: [...pathParameters(path), ...(query ? queryParameters(query) : [])],
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(body, 'input') } } },
    }),
    responses: {
      200: { description: 'Done', content: contentOf(path, reply) },
      ...problems(),
    },
  }
}

/** The roles that the permission table allows stand beside the permission, for people who read this. */
function securityOf(may: Permission) {
  return { security: [{ session: [] }], 'x-permission': may, 'x-roles': permissions[may] }
}

const pathParameters = (path: string) =>
  [...path.matchAll(/:([a-zA-Z]+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', format: 'uuid' },
  }))

function queryParameters(query: Schema) {
  const { properties = {}, required = [] } = jsonSchema(query, 'input')
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }))
}

const contentOf = (path: string, reply: Schema) =>
  path.endsWith('.csv')
    ? { 'text/csv': { schema: { type: 'string' } } }
    : { 'application/json': { schema: jsonSchema(reply, 'output') } }

/** Every endpoint may answer with any problem; each status lists the codes that share it. */
function problems() {
  const statuses = new Set(Object.values(statusOf))
  return Object.fromEntries(
    [...statuses].map((status) => [
      status,
      {
        description: ProblemCode.options.filter((code) => statusOf[code] === status).join(', '),
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}

/** What a caller gives is the input, what it gets the output; a schema's own rules in code can't be shown. */
function jsonSchema(schema: Schema, io: 'input' | 'output') {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' })
  return rest
}
