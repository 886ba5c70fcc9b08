import type { Ink } from '#domain/personal.ts'
import type { SigningRules } from '#domain/recipient-profile.ts'
import { Button } from '../../shared/button.tsx'
import { FieldFrame } from '../../shared/field-frame.tsx'
import { fieldIdOf } from '../../shared/field-id.ts'
import { InkPad } from './ink-pad.tsx'
import { type DoorMethod, methodsOf } from './signing-schema.ts'
import { signingText as text } from './text.ts'

type SignatureFieldProps = {
  rules: SigningRules
  /** A correction keeps the method of the signature. */
  isFixed: boolean
  method: DoorMethod
  onMethod: (method: DoorMethod) => void
  ink: Ink | undefined
  onInk: (ink: Ink | undefined) => void
  error: string | undefined
}

/** Drawn with a finger, or the typed name: whichever the receiving body accepts. */
export function SignatureField({ rules, isFixed, method, onMethod, ink, onInk, error }: SignatureFieldProps) {
  const other = methodsOf(rules).find((each) => each !== method)
  return (
    <div>
      {method === 'drawn' ? (
        <FieldFrame
          id={fieldIdOf('ink')}
          label={text.draw}
          hint={text.drawHint}
          error={error}
          optional={false}
        >
          <InkPad initial={ink} onChange={onInk} error={error} />
        </FieldFrame>
      ) : (
        <p>{text.typed}</p>
      )}
      {other && !isFixed && (
        <Button variant="quiet" onClick={() => onMethod(other)}>
          {other === 'typed' ? text.typeInstead : text.drawInstead}
        </Button>
      )}
    </div>
  )
}
