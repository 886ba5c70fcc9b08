import { type FormEvent, type MutableRefObject, useRef, useState } from 'react'
import type { PetitionRow } from '#device/database.ts'
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
import { AddressField } from './address-field.tsx'
import { moveTo } from './hand-over.ts'
import { useSpoken, useTexts } from './languages/in-language.tsx'
import { OtherWays } from './other-ways.tsx'
import { PostcodeField } from './postcode-field.tsx'
import type { ResidentPageProps } from './resident-page.tsx'
import { ResidentScreen } from './resident-screen.tsx'
import { SignatureField } from './signature-field.tsx'
import { type DoorMethod, methodsOf, type SigningDraft, signingSchema } from './signing-schema.ts'
import { signingTexts } from './text.ts'
import { useDraft } from './use-draft.ts'
import { inWording, WordingHelp, WordingText } from './wording-text.tsx'

/** A server from before there were translations would refuse the method. */
const mayAssist = (petition: PetitionRow) =>
  petition.translations !== undefined && methodsOf(petition).includes('assisted')

type ResidentFormProps = ResidentPageProps & {
  draftId: string
  initial: SigningDraft
  /** The form begins with a draft, which stays until it is signed or given up. */
  wasTyped: boolean
  half: MutableRefObject<SigningDraft | undefined>
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
  half,
}: ResidentFormProps) {
  const text = useTexts(signingTexts)
  const { i18n } = useSpoken()
  const { keepStorage, dice } = useApp()
  const gathering = useGathering()
  const rules = found.petition
  const profile = recipientProfiles[rules.profile]
  const isNew = purpose === 'sign'
  const { method: initialMethod, ...fields } = initial
  const [method, setMethod] = useState<DoorMethod>(initialMethod)
  const [isNotSaved, setIsNotSaved] = useState(false)
  const chosen = useRef(method)
  const ink = useRef(initial.ink)
  const page = useRef<HTMLFormElement>(null)
  const [nonce] = useState(() => dice.id())
  const form = useFields({
    schema: signingSchema(rules, () => chosen.current),
    initial: fields,
    say: (sentence) => i18n._(sentence),
    mayBeBlank: (['address', 'postcode'] as const).filter((name) => profile[name] === 'optional'),
  })
  const { values, problems, submitCount, isDirty, isSubmitting } = form
  const draft = useDraft({
    id: isNew ? draftId : undefined,
    draft: { ...values, method },
    isChanged: isDirty || wasTyped || method !== initialMethod,
    ink,
    half,
  })

  /** A browser offers what was typed in a field of the same name before: no two of ours have the same. */
  const field = (name: 'name' | 'address' | 'postcode') => ({
    ...form.field(name),
    formName: `${nonce}${name.length}`,
    // A name in one script and a postcode in another stand on the same page.
    dir: values[name] ? ('auto' as const) : undefined,
    spellCheck: false,
    autoCorrect: 'off',
  })

  function signAs(how: DoorMethod) {
    chosen.current = how
    page.current?.requestSubmit()
  }

  const sign = form.submitTo(async ({ ink: drawn, contact: _none, ...answers }) => {
    const how = chosen.current
    const personal: Personal = { ...answers, ...(how === 'drawn' && drawn ? { ink: drawn } : {}) }
    setIsNotSaved(false)
    await draft.settle()
    try {
      rememberStep(await save(how, personal))
    } catch {
      draft.resume()
      setIsNotSaved(true)
      return
    }
    keepStorage()
    moveTo('thanks')
  })

  /** Who is too young has made no mistake, whatever else is missing. */
  function submit(event: FormEvent) {
    if (values.ofAge !== 'no' || !rules.minimumAge) return sign(event)
    event.preventDefault()
    moveTo('age')
  }

  async function save(how: DoorMethod, personal: Personal) {
    const { street, door } = found
    if (!isNew && given) {
      const { contact } = given.personal
      const corrected = { ...personal, ...(contact && { contact }) }
      await gathering.amend(given.entry, street.id, corrected)
      return { ...given, personal: corrected }
    }
    const entry = await gathering.sign({
      street: street.id,
      door,
      method: how,
      wording: wording.hash,
      personal,
      draft: draftId,
    })
    return { kind: 'signature' as const, entry, door, method: how, personal }
  }

  return (
    <form onSubmit={submit} noValidate autoComplete="off" ref={page}>
      <ResidentScreen
        title={text.formTitle}
        action={
          <>
            {isNotSaved && (
              <Notice tone="problem" title={text.notSaved}>
                {text.notSavedWords}
              </Notice>
            )}
            <Button
              type="submit"
              variant="primary"
              wide
              busy={isSubmitting}
              onClick={() => {
                chosen.current = method
              }}
            >
              {!isNew ? text.saveCorrection : method === 'assisted' ? text.signAssisted : text.sign}
            </Button>
          </>
        }
      >
        <ErrorSummary problems={problems} attempt={submitCount} />
        <div className={layout.stack}>
          <WordingHelp wording={wording} petition={found.petition} />
          <p className={layout.written} {...inWording(wording)}>
            <strong>{wording.title}.</strong> {wording.request}
          </p>
          <details>
            <summary>{text.wholeText}</summary>
            <WordingText wording={wording} petition={found.petition} />
          </details>
        </div>
        <TextField label={text.name} autoCapitalize="words" {...field('name')} />
        <AddressField optional={profile.address === 'optional'} {...field('address')} />
        <PostcodeField
          optional={profile.postcode === 'optional'}
          isPart={initial.postcode !== '' && formatPostcode(initial.postcode) === undefined}
          onUse={(postcode) => form.setValue('postcode', postcode)}
          {...field('postcode')}
        />
        {rules.connections.length > 1 && (
          <RadioGroup
            label={text.connection}
            options={rules.connections.map((value) => ({ value, label: text.connections[value] }))}
            {...form.field('connection')}
          />
        )}
        {rules.minimumAge && (
          <RadioGroup
            label={text.age(rules.minimumAge)}
            options={(['yes', 'no'] as const).map((value) => ({ value, label: text.ages[value] }))}
            {...form.field('ofAge')}
          />
        )}
        <SignatureField
          method={method}
          ink={values.ink}
          onInk={(drawn) => {
            ink.current = drawn
            form.setValue('ink', drawn)
          }}
          error={form.errorOf('ink')}
          onAlone={isNew ? () => setMethod(methodsOf(rules)[0] ?? 'typed') : undefined}
          onDraw={isNew && methodsOf(rules).includes('drawn') ? () => setMethod('drawn') : undefined}
        />
        {isNew && (
          <OtherWays
            rules={rules}
            onAssist={method !== 'assisted' && mayAssist(rules) ? () => setMethod('assisted') : undefined}
            onTyped={
              method === 'drawn' && methodsOf(rules).includes('typed') ? () => signAs('typed') : undefined
            }
            onStop={async () => {
              await draft.settle()
              onStop()
            }}
          />
        )}
      </ResidentScreen>
    </form>
  )
}
