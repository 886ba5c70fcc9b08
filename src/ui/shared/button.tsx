import type { ComponentProps, MouseEvent } from 'react'
import styles from './button.module.css'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger'

type ButtonProps = ComponentProps<'button'> & {
  variant?: ButtonVariant
  /** Takes no second press while true, and keeps the focus where it is. */
  busy?: boolean
  /** As wide as its container: the main action on a phone. */
  wide?: boolean
}

export function Button({
  variant = 'secondary',
  busy = false,
  wide = false,
  className,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  function press(event: MouseEvent<HTMLButtonElement>) {
    if (busy) event.preventDefault()
    else onClick?.(event)
  }

  return (
    <button
      {...rest}
      type={type}
      onClick={press}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      className={buttonClass(variant, { busy, wide, className })}
    />
  )
}

export function buttonClass(
  variant: ButtonVariant,
  {
    busy = false,
    wide = false,
    className,
  }: { busy?: boolean; wide?: boolean; className?: string | undefined } = {},
): string {
  return [styles.button, styles[variant], busy && styles.busy, wide && styles.wide, className]
    .filter(Boolean)
    .join(' ')
}
