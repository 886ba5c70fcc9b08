/** What residents read, in English, as the tests name it. Without Lingui's plugin: messages are compiled as they are used. */
import { setupI18n } from '@lingui/core'
import { blankText, holdText } from '../../src/ui/volunteer/signing/blank-text.ts'
import { laterTexts } from '../../src/ui/volunteer/signing/later-text.ts'
import { signedText } from '../../src/ui/volunteer/signing/signed-text.ts'
import { readTexts, signingTexts } from '../../src/ui/volunteer/signing/text.ts'
import { readText } from '../../src/ui/volunteer/signing/volunteer-text.ts'

const english = setupI18n({ locale: 'en', locales: ['en-GB'], messages: { en: {} } })

export const signingText = {
  ...readText,
  ...readTexts(english),
  ...signingTexts(english),
  ...blankText,
  ...holdText,
  ...signedText,
}
export const laterText = laterTexts(english)
