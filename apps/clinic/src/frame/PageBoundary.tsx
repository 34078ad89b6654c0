import { Button, Notice } from '@dosis/ui'
import { Component, type ReactNode } from 'react'
import { useWords } from './words.ts'

interface PageBoundaryProps {
  /** Another page starts afresh. */
  path: string
  children: ReactNode
}

/**
 * A page that cannot be shown, or whose part of the app the server no longer has after an update, says so in its place.
 * What was typed about any patient lives above the pages and stays.
 */
export class PageBoundary extends Component<PageBoundaryProps, { failed: unknown }> {
  override state: { failed: unknown } = { failed: null }

  static getDerivedStateFromError(failed: unknown) {
    return { failed }
  }

  override componentDidUpdate({ path }: PageBoundaryProps) {
    if (path !== this.props.path && this.state.failed !== null) this.setState({ failed: null })
  }

  override render() {
    return this.state.failed === null ? this.props.children : <BrokenPage />
  }
}

function BrokenPage() {
  const { t } = useWords()
  return (
    <main id="content" tabIndex={-1} className="c-failure-page">
      <Notice
        kind="caution"
        live
        title={t.error.brokenPage}
        actions={<Button onClick={() => window.location.reload()}>{t.error.reload}</Button>}
      >
        {t.error.brokenPageText}
      </Notice>
    </main>
  )
}
