import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { makeRecoveryKit, type PetitionDetail, testRecoveryKit } from '#wire/petitions.ts'
import { ActionProblem } from '../../shared/action-problem.tsx'
import { useHoldUpdate } from '../../shared/app-update.ts'
import { Button } from '../../shared/button.tsx'
import { call } from '../../shared/call.ts'
import { ConfirmDialog } from '../../shared/confirm-dialog.tsx'
import layout from '../../shared/desk-layout.module.css'
import { ErrorSummary } from '../../shared/error-summary.tsx'
import { fieldProblems, fieldSentence } from '../../shared/form-errors.ts'
import { Notice } from '../../shared/notice.tsx'
import { Page } from '../../shared/page.tsx'
import { TextField } from '../../shared/text-field.tsx'
import { useAction } from '../../shared/use-action.ts'
import { WhenLoaded } from '../../shared/when-loaded.tsx'
import { usePetition } from '../petition-context.ts'
import { instantDayText, navText, kitText as text } from '../text.ts'
import { inGroups } from './code-groups.ts'
import styles from './recovery-kit-page.module.css'

export function RecoveryKitPage() {
  const { detail } = usePetition()
  return (
    <Page title={text.title} lead={text.lead}>
      <WhenLoaded loaded={detail}>{(petition) => <RecoveryKit petition={petition} />}</WhenLoaded>
    </Page>
  )
}

function RecoveryKit({ petition }: { petition: PetitionDetail }) {
  const { detail } = usePetition()
  const action = useAction()
  const [code, setCode] = useState<string>()
  const [isAsking, setIsAsking] = useState(false)
  const { recoveryKit } = petition
  // It is shown once.
  useHoldUpdate(code !== undefined)

  async function make() {
    await action.run(async () => {
      const made = await call(makeRecoveryKit, { params: { petition: petition.id } })
      setCode(made.code)
      detail.replace({ ...petition, recoveryKit: 'made' })
    })
    setIsAsking(false)
  }

  return (
    <>
      <div data-print="no">
        <KitState state={recoveryKit} />
      </div>
      <ActionProblem action={action} />
      {code !== undefined && <KitSheet code={code} title={petition.settings?.title ?? navText.unnamed} />}
      {recoveryKit === 'made' && <KitTest petition={petition} />}
      <div data-print="no">
        {recoveryKit === 'none' ? (
          <Button variant="primary" busy={action.busy} onClick={make}>
            {text.make}
          </Button>
        ) : (
          <Button variant="quiet" onClick={() => setIsAsking(true)}>
            {text.makeAgain}
          </Button>
        )}
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        title={text.makeAgainQuestion}
        confirmLabel={text.makeAgain}
        tone="danger"
        busy={action.busy}
        onConfirm={make}
        onCancel={() => setIsAsking(false)}
      >
        {text.makeAgainConsequence}
      </ConfirmDialog>
    </>
  )
}

function KitState({ state }: { state: PetitionDetail['recoveryKit'] }) {
  if (state === 'tested') {
    return (
      <Notice tone="good" title={text.tested}>
        {text.testedHelp}
      </Notice>
    )
  }
  return (
    <Notice tone="warning" title={state === 'none' ? text.none : text.made}>
      {state === 'none' ? text.noneHelp : text.madeHelp}
    </Notice>
  )
}

/** What is printed: everything else on the page stays off the paper. */
function KitSheet({ code, title }: { code: string; title: string }) {
  return (
    <section className={layout.stack}>
      <h2>{text.sheetTitle(title)}</h2>
      <p data-print="no">{text.codeOnce}</p>
      <p className={styles.code}>{inGroups(code)}</p>
      <p>{text.sheetMade(instantDayText(new Date().toISOString()))}</p>
      <ol className={styles.steps}>
        {text.sheetSteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <Button variant="primary" onClick={() => window.print()}>
        {text.print}
      </Button>
    </section>
  )
}

function KitTest({ petition }: { petition: PetitionDetail }) {
  const { detail } = usePetition()
  const action = useAction()
  const form = useForm({
    resolver: standardSchemaResolver(testRecoveryKit.body),
    defaultValues: { code: '' },
    shouldFocusError: false,
    reValidateMode: 'onSubmit',
  })
  const { errors, submitCount, isDirty } = form.formState
  useHoldUpdate(isDirty)

  const test = form.handleSubmit((body) =>
    action.run(async () =>
      detail.replace(await call(testRecoveryKit, { params: { petition: petition.id }, body })),
    ),
  )

  return (
    <form className={`${layout.form} ${layout.section}`} onSubmit={test} noValidate data-print="no">
      <h2>{text.testTitle}</h2>
      <ErrorSummary problems={fieldProblems(errors)} attempt={submitCount} />
      <ActionProblem action={action} />
      <TextField
        label={text.testLabel}
        hint={text.testHint}
        spellCheck={false}
        autoCapitalize="characters"
        {...form.register('code')}
        error={fieldSentence(errors, 'code')}
      />
      <div>
        <Button type="submit" variant="primary" busy={action.busy}>
          {text.test}
        </Button>
      </div>
    </form>
  )
}
