import type { Ink } from '#domain/personal.ts'
import { Button } from '../../shared/button.tsx'
import { FieldFrame } from '../../shared/field-frame.tsx'
import { fieldIdOf } from '../../shared/field-id.ts'
import { Notice } from '../../shared/notice.tsx'
import { InkPad } from './ink-pad.tsx'
import { useTexts } from './languages/in-language.tsx'
import type { DoorMethod } from './signing-schema.ts'
import { signingTexts } from './text.ts'

type SignatureFieldProps = {
  /** How the main button signs. */
  method: DoorMethod
  ink: Ink | undefined
  onInk: (ink: Ink | undefined) => void
  error: string | undefined
  /** For whoever would rather draw, where it is not what is asked for first. */
  onDraw?: (() => void) | undefined
  /** For whoever would rather type or draw by themselves after all. */
  onAlone?: (() => void) | undefined
}

/** Drawn with a finger, or the typed name: whichever the receiving body accepts. */
export function SignatureField({ method, ink, onInk, error, onDraw, onAlone }: SignatureFieldProps) {
  const text = useTexts(signingTexts)
  if (method === 'drawn') {
    return (
      <FieldFrame id={fieldIdOf('ink')} label={text.draw} hint={text.drawHint} error={error} optional={false}>
        <InkPad initial={ink} onChange={onInk} error={error} />
      </FieldFrame>
    )
  }
  if (method === 'assisted') {
    return (
      <Notice
        tone="status"
        title={text.assist}
        actions={
          onAlone && (
            <Button variant="quiet" onClick={onAlone}>
              {text.assistStop}
            </Button>
          )
        }
      >
        {text.assistWords}
      </Notice>
    )
  }
  return (
    <div>
      <p>{text.typed}</p>
      {onDraw && (
        <Button variant="quiet" onClick={onDraw}>
          {text.drawInstead}
        </Button>
      )}
    </div>
  )
}
