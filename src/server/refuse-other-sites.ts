import type { MiddlewareHandler } from 'hono'
import { Refusal } from './refusal.ts'

/**
 * Browsers say who made them ask. The cookie is SameSite=Strict already, but
 * that lets in the other names of our own domain, and joining needs no cookie.
 */
export const refuseOtherSites: MiddlewareHandler = async (c, next) => {
  const site = c.req.header('sec-fetch-site')
  if (site === 'cross-site' || site === 'same-site') throw new Refusal('not-allowed')
  await next()
}
