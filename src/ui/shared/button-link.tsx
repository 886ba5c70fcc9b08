import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { type ButtonVariant, buttonClass } from './button.tsx'

type ButtonLinkProps = { href: string; variant?: ButtonVariant; wide?: boolean; children: ReactNode }

/** A link that looks like a button: it leads somewhere and changes nothing. */
export function ButtonLink({ href, variant = 'secondary', wide = false, children }: ButtonLinkProps) {
  return (
    <Link href={href} className={buttonClass(variant, { wide })}>
      {children}
    </Link>
  )
}
