import type * as z from 'zod/mini'
import { AddressLine, Email, FullName, type Personal, Postcode } from '#domain/personal.ts'
import type { ImportRow } from '#wire/imports.ts'
import { signedAtFrom } from './signed-at.ts'

export type ReadRow =
  | { readonly personal: Personal; readonly email: string | undefined; readonly signedAt: string }
  | { readonly reason: string }

type Circumstances = {
  readonly timeZone: string
  readonly now: number
  /** For lines without a date. */
  readonly startedAt: number
}

/** One line under the rules that hold at the door too. What an online notice did not ask may be empty. */
export function readImportRow(row: ImportRow, { timeZone, now, startedAt }: Circumstances): ReadRow {
  const name = FullName.safeParse(row.name)
  if (!name.success) return { reason: reasonOf(name.error) }
  const address = optional(AddressLine, row.address)
  if ('reason' in address) return address
  const postcode = optional(Postcode, row.postcode)
  if ('reason' in postcode) return postcode
  const email = optional(Email, row.email)
  if ('reason' in email) return email
  const signedAt = isEmpty(row.signedAt)
    ? { at: new Date(startedAt).toISOString() }
    : signedAtFrom(row.signedAt ?? '', timeZone, now)
  if ('problem' in signedAt) return { reason: signedAt.problem }

  return {
    personal: {
      name: name.data,
      ...(address.value === undefined ? {} : { address: address.value }),
      ...(postcode.value === undefined ? {} : { postcode: postcode.value }),
    },
    email: email.value,
    signedAt: signedAt.at,
  }
}

function optional(
  schema: z.ZodMiniType<string, string>,
  cell: string | undefined,
): { value: string | undefined } | { reason: string } {
  if (isEmpty(cell)) return { value: undefined }
  const parsed = schema.safeParse(cell)
  return parsed.success ? { value: parsed.data } : { reason: reasonOf(parsed.error) }
}

const isEmpty = (cell: string | undefined) => cell === undefined || cell.trim() === ''

const reasonOf = (error: z.core.$ZodError) => error.issues[0]?.message ?? 'malformed'
