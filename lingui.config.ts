/** Where `npm run languages` finds what residents read, and writes what is to be translated. */
import { defineConfig } from '@lingui/cli'
import { formatter } from '@lingui/format-po'

export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'bn', 'ur', 'ro', 'lt', 'pl'],
  catalogs: [
    {
      path: '<rootDir>/src/ui/volunteer/signing/languages/{locale}',
      include: ['src/ui/volunteer/signing', 'src/ui/shared/kit-text.ts', 'src/ui/shared/problem-text.ts'],
    },
  ],
  format: formatter({ lineNumbers: false, explicitIdAsDefault: true }),
})
