/** Where somebody signed on paper, as far as the volunteer looked: sealed in the knock that says "signed". */
import * as z from 'zod/mini'
import { onOneLine } from './text.ts'

export const PaperPlace = z.strictObject({
  /** As it is printed on the sheet. */
  sheet: z.optional(
    z.string().check(onOneLine(), z.trim(), z.minLength(1), z.maxLength(20, 'sheet-too-long')),
  ),
  line: z.optional(
    z.int('line-not-a-number').check(z.gte(1, 'line-not-a-number'), z.lte(200, 'line-not-a-number')),
  ),
})
export type PaperPlace = z.infer<typeof PaperPlace>
