import { Component, type ReactNode } from 'react'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'
import { Page } from './page.tsx'

type BoundaryText = { readonly title: string; readonly words: string; readonly reload: string }

type ScreenBoundaryProps = {
  text: BoundaryText
  wayOn: ReactNode
  /** Where the app is: what broke there need not be broken elsewhere. */
  at: string
  children: ReactNode
}

/** One around each screen: when it breaks, a sentence and a way on instead of an empty page. */
export class ScreenBoundary extends Component<ScreenBoundaryProps, { readonly isBroken: boolean }> {
  override state = { isBroken: false }

  static getDerivedStateFromError() {
    return { isBroken: true }
  }

  override componentDidUpdate(before: ScreenBoundaryProps) {
    if (this.state.isBroken && before.at !== this.props.at) this.setState({ isBroken: false })
  }

  override render() {
    if (!this.state.isBroken) return this.props.children
    const { text, wayOn } = this.props
    return (
      <Page title={text.title}>
        <Notice
          tone="problem"
          actions={
            <>
              <Button variant="primary" onClick={() => location.reload()}>
                {text.reload}
              </Button>
              {wayOn}
            </>
          }
        >
          {text.words}
        </Notice>
      </Page>
    )
  }
}
