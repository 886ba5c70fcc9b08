/** Opens the phone's own messages with the words in them; the volunteer sends them. Without a number, they choose whom to. */
export const smsLink = (message: string, number = ''): string =>
  // iPhones want "&", the others "?": this both read (RFC 5724 has "?").
  `sms:${digitsOf(number)}?&body=${encodeURIComponent(message)}`

export const callLink = (number: string): string => `tel:${digitsOf(number)}`

const digitsOf = (number: string) => number.replace(/[^\d+]/g, '')

const NUMBER = /\+?\d[\d ()/.-]{5,18}\d/

/** The first telephone number in somebody's own words, undefined where there is none. */
export function numberIn(words: string): string | undefined {
  const found = NUMBER.exec(words)?.[0]
  return found !== undefined && isNumber(found) ? found : undefined
}

/** From 7 to 15 digits, as no number is longer (ITU-T E.164). */
export function isNumber(typed: string): boolean {
  const digits = typed.replace(/\D/g, '').length
  return /^\+?[\d ()/.-]+$/.test(typed) && digits >= 7 && digits <= 15
}

/** 999 in the British Isles; elsewhere 112, which mobile networks know nearly everywhere. */
export const emergencyNumber = (timeZone: string): string =>
  /^Europe\/(London|Belfast|Jersey|Guernsey|Isle_of_Man|Dublin)$/.test(timeZone) ? '999' : '112'
