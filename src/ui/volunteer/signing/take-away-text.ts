/** The words around the code that a resident takes home: loaded with it. */
import type { I18n } from '@lingui/core'

export const takeAwayTexts = (i18n: I18n) => ({
  codeTitle: i18n._('Your code to take away'),
  codeWords: i18n._(
    'Take a photo of it, or write it down. Whoever has it can ask about your signature, correct it or take it back. It needs no account.',
  ),
  codeUse: (contact: string) => i18n._('Tell it to: {contact}', { contact }),
  codeQr: (code: string) => i18n._('QR code of {code}', { code }),
})
