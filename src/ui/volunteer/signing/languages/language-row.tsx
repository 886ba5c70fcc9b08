import { Language, languages } from '../../../shared/languages.ts'
import { signingTexts } from '../text.ts'
import { useSpoken, useTexts } from './in-language.tsx'
import styles from './language-row.module.css'

/** Each in its own name: one tap, and the whole page is in it. */
export function LanguageRow() {
  const text = useTexts(signingTexts)
  const { language, choose } = useSpoken()
  return (
    <fieldset className={styles.row} aria-label={text.language}>
      {Language.options.map((each) => (
        <button
          key={each}
          type="button"
          className={styles.language}
          lang={each}
          dir={languages[each].dir}
          aria-pressed={each === language}
          onClick={() => choose(each)}
        >
          {languages[each].name}
        </button>
      ))}
    </fieldset>
  )
}
