import type { Receipt } from '#domain/receipt.ts'

/**
 * A phone of version 1 takes a reason that it does not know for a stranger's
 * word, and asks again for ever: it gets the nearest one that it knows (S7).
 */
export function receiptOfVersion1(receipt: Receipt): Receipt {
  if (receipt.state === 'deferred' && (receipt.reason === 'device-revoked' || receipt.reason === 'other')) {
    return { ...receipt, reason: 'newer-version' }
  }
  if (receipt.state === 'refused' && receipt.reason === 'other')
    return { ...receipt, reason: 'rules-not-met' }
  return receipt
}
