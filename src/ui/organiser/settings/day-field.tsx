import type { UseFormRegister } from 'react-hook-form'
import { FieldsetFrame, type FieldText } from '../../shared/field-frame.tsx'
import { fieldIdOf } from '../../shared/field-id.ts'
import { settingsText as text } from '../text.ts'
import styles from './day-field.module.css'
import type { SettingsDraft } from './settings-draft.ts'

type DayFieldProps = FieldText & {
  name: 'returnBy' | 'recipientDeadline' | 'retainUntil'
  register: UseFormRegister<SettingsDraft>
  withTime?: boolean
}

/** A day in three boxes, which nobody's keyboard or language gets in the way of. */
export function DayField({ name, register, withTime = false, ...frame }: DayFieldProps) {
  const parts = withTime ? (['day', 'month', 'year', 'time'] as const) : (['day', 'month', 'year'] as const)
  const id = fieldIdOf(name)
  return (
    <FieldsetFrame id={id} {...frame}>
      <div className={styles.boxes}>
        {parts.map((part, index) => (
          <label key={part} className={`${styles.box} ${styles[part] ?? ''}`}>
            <span>{text[part]}</span>
            <input
              {...register(`${name}.${part}`)}
              id={index === 0 ? id : fieldIdOf(`${name}.${part}`)}
              type="text"
              inputMode={part === 'time' ? 'text' : 'numeric'}
              autoComplete="off"
              aria-invalid={frame.error ? true : undefined}
            />
          </label>
        ))}
      </div>
    </FieldsetFrame>
  )
}
