/** The few words that fields and the error summary say by themselves, where the page is not in English. */
import { createContext } from 'react'

export const englishKit = {
  problem: /*i18n*/ 'There is a problem',
  errorTitle: /*i18n*/ 'Error: ',
  optional: /*i18n*/ '(optional)',
}

export const KitText = createContext(englishKit)
