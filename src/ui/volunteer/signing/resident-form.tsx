import { useState } from 'react'
import type { Personal } from '#domain/personal.ts'
import { formatPostcode } from '#domain/postcode.ts'
import { recipientProfiles } from '#domain/recipient-profile.ts'
import { useApp } from '../../shared/app-context.ts'
import { Button } from '../../shared/button.tsx'
import { ErrorSummary } from '../../shared/error-summary.tsx'
import { Notice } from '../../shared/notice.tsx'
import { RadioGroup } from '../../shared/radio-group.tsx'
import { TextField } from '../../shared/text-field.tsx'
import { useFields } from '../../shared/use-fields.ts'
import { useGathering } from '../gathering.ts'
import { rememberStep } from '../last-step.ts'
import layout from '../layout.module.css'
import { Screen } from '../screen.tsx'
import { moveTo } from './hand-over.ts'
import { PostcodeField } from './postcode-field.tsx'
import type { ResidentPageProps } from './resident-page.tsx'
import { SignatureField } from './signature-field.tsx'
import { type DoorMethod, SigningDraft, signingSchema } from './signing-schema.ts'
import { connectionText, signingText as text } from './text.ts'
import { useDraft } from './use-draft.ts'
import { WordingText } from './wording-text.tsx'

type ResidentFormProps = ResidentPageProps & {
  draftId: string
  initial: SigningDraft
  /** The form begins with a draft, which stays until it is signed or given up. */
  wasTyped: boolean
}

export function ResidentForm({
  found,
  wording,
  purpose,
  given,
  onStop,
  draftId,
  initial,
  wasTyped,
}: ResidentFormProps) {
  const { keepStorage } = useApp()
  const gathering = useGathering()
  const rules = found.petition
  const profile = recipientProfiles[rules.profile]
  const { method: initialMethod, ...fields } = initial
  const [method, setMethod] = useState<DoorMethod>(initialMethod)
  const [isNotSaved, setIsNotSaved] = useState(false)
  const form = useFields({
    schema: signingSchema(rules, method),
    initial: fields,
    mayBeBlank: (['address', 'postcode'] as const).filter((name) => profile[name] === 'optional'),
  })
  const { values, problems, submitCount, isDirty, isSubmitting } = form
  const isKept = purpose === 'sign' && (isDirty || wasTyped || method !== initialMethod)
  const draft = useDraft(draftId, isKept ? SigningDraft.parse({ ...values, method }) : undefined)

  const sign = form.submitTo(async ({ ink, contact: _none, ...answers }) => {
    const personal: Personal = { ...answers, ...(method === 'drawn' && ink ? { ink } : {}) }
    setIsNotSaved(false)
    await draft.settle()
    try {
      rememberStep(await save(personal))
    } catch {
      draft.resume()
      setIsNotSaved(true)
      return
    }
    keepStorage()
    moveTo('thanks')
  })

  async function save(personal: Personal) {
    const { street, door } = found
    if (purpose === 'correct' && given) {
      const { contact } = given.personal
      const corrected = { ...personal, ...(contact && { contact }) }
      await gathering.amend(given.entry, street.id, corrected)
      return { ...given, personal: corrected }
    }
    const entry = await gathering.sign({
      street: street.id,
      door,
      method,
      wording: wording.hash,
      personal,
      draft: draftId,
    })
    return { kind: 'signature' as const, entry, door, method, personal }
  }

  return (
    <form onSubmit={sign} noValidate autoComplete="off">
      <Screen
        title={text.formTitle}
        action={
          <>
            {isNotSaved && (
              <Notice tone="problem" title={text.notSaved}>
                {text.notSavedWords}
              </Notice>
            )}
            <Button type="submit" variant="primary" wide busy={isSubmitting}>
              {purpose === 'sign' ? text.sign : text.saveCorrection}
            </Button>
          </>
        }
      >
        <ErrorSummary problems={problems} attempt={submitCount} />
        <div>
          <p className={layout.written}>
            <strong>{wording.title}.</strong> {wording.request}
          </p>
          <details>
            <summary>{text.wholeText}</summary>
            <WordingText wording={wording} petition={found.petition} />
          </details>
        </div>
        <TextField label={text.name} autoCapitalize="words" spellCheck={false} {...form.field('name')} />
        <TextField
          label={text.address}
          optional={profile.address === 'optional'}
          spellCheck={false}
          {...form.field('address')}
        />
        <PostcodeField
          optional={profile.postcode === 'optional'}
          isPart={initial.postcode !== '' && formatPostcode(initial.postcode) === undefined}
          onUse={(postcode) => form.setValue('postcode', postcode)}
          {...form.field('postcode')}
        />
        {rules.connections.length > 1 && (
          <RadioGroup
            label={text.connection}
            options={rules.connections.map((value) => ({ value, label: connectionText(value) }))}
            {...form.field('connection')}
          />
        )}
        <SignatureField
          rules={rules}
          isFixed={purpose === 'correct'}
          method={method}
          onMethod={setMethod}
          ink={values.ink}
          onInk={(ink) => form.setValue('ink', ink)}
          error={form.errorOf('ink')}
        />
        {purpose === 'sign' && (
          <div className={layout.stack}>
            <Button variant="quiet" onClick={() => moveTo('cannot')}>
              {text.cannot(rules.connections)}
            </Button>
            <Button
              variant="quiet"
              onClick={async () => {
                await draft.settle()
                onStop()
              }}
            >
              {text.stop}
            </Button>
          </div>
        )}
      </Screen>
    </form>
  )
}
