import { useState } from 'react'
import { ButtonLink } from '../../shared/button-link.tsx'
import { ChoiceGroup } from '../../shared/choice-group.tsx'
import { Notice } from '../../shared/notice.tsx'
import { RadioGroup } from '../../shared/radio-group.tsx'
import { Screen } from '../screen.tsx'
import { DisplayChoices, keepChoices, readChoices } from './choices.ts'
import { canStayAwake } from './stay-awake.ts'
import { displayText as text } from './text.ts'
import { canVibrate, vibrate } from './vibrate.ts'

const themes = ['phone', 'light', 'dark', 'contrast'] as const
const sizes = ['normal', 'large', 'larger'] as const
const hands = ['right', 'left'] as const

/** Seen at once, and kept at each change: there is nothing to press. */
export function DisplayPage() {
  const [choices, setChoices] = useState(readChoices)
  const [isKept, setIsKept] = useState(true)

  /** What the schema does not know is the usual. */
  function choose(change: Partial<Record<keyof DisplayChoices, string>>) {
    const next = DisplayChoices.parse({ ...choices, ...change })
    setChoices(next)
    setIsKept(keepChoices(next))
    if (change.vibration === 'on') vibrate(30)
  }

  return (
    <Screen
      title={text.title}
      lead={text.lead}
      back={{ href: '/session', label: text.back }}
      action={
        <ButtonLink href="/session" variant="primary" wide>
          {text.done}
        </ButtonLink>
      }
    >
      {!isKept && <Notice tone="warning">{text.notKept}</Notice>}
      <RadioGroup
        label={text.theme}
        options={themes.map((value) => ({ value, ...text.themes[value] }))}
        name="theme"
        value={choices.theme ?? 'phone'}
        onChange={({ target }) => choose({ theme: target.value })}
      />
      <RadioGroup
        label={text.size}
        hint={text.sizeHint}
        options={sizes.map((value) => ({ value, label: text.sizes[value] }))}
        name="text"
        value={choices.text ?? 'normal'}
        onChange={({ target }) => choose({ text: target.value })}
      />
      <RadioGroup
        label={text.hand}
        hint={text.handHint}
        options={hands.map((value) => ({ value, label: text.hands[value] }))}
        name="hand"
        value={choices.hand ?? 'right'}
        onChange={({ target }) => choose({ hand: target.value })}
      />
      <ChoiceGroup
        type="checkbox"
        label={text.onSave}
        options={[
          {
            value: 'on',
            label: text.vibrate,
            hint: canVibrate() ? text.vibrateHint : text.cannotVibrate,
            disabled: !canVibrate(),
          },
        ]}
        name="vibration"
        value={canVibrate() && choices.vibration !== 'off' ? ['on'] : []}
        onChange={({ target }) => choose({ vibration: target.checked ? 'on' : 'off' })}
      />
      <ChoiceGroup
        type="checkbox"
        label={text.screen}
        options={[
          {
            value: 'on',
            label: text.awake,
            hint: canStayAwake() ? text.awakeHint : text.cannotStayAwake,
            disabled: !canStayAwake(),
          },
        ]}
        name="awake"
        value={canStayAwake() && choices.awake === 'on' ? ['on'] : []}
        onChange={({ target }) => choose({ awake: target.checked ? 'on' : 'off' })}
      />
    </Screen>
  )
}
