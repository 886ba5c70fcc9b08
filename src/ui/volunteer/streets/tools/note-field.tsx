import type { ChangeEvent } from 'react'
import { DoorNote } from '#domain/door-description.ts'
import { TextField } from '../../../shared/text-field.tsx'
import { doorToolsText as text } from './door-text.ts'

/** What is wrong with a note, in words; nothing where it can be kept. */
export function noteProblem(note: string): string | undefined {
  const parsed = DoorNote.safeParse(note)
  return parsed.success ? undefined : text.noteProblems[parsed.error.issues[0]?.message ?? '']
}

type NoteFieldProps = { value: string; onChange: (note: string) => void; error: string | undefined }

export function NoteField({ value, onChange, error }: NoteFieldProps) {
  return (
    <TextField
      name="note"
      label={text.noteLabel}
      hint={text.noteHint}
      optional
      value={value}
      onChange={({ target }: ChangeEvent<HTMLInputElement>) => onChange(target.value)}
      error={error}
    />
  )
}
