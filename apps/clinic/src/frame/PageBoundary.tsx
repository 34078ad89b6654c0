import { Button, Notice } from '@dosis/ui'
import { Component, type ReactNode } from 'react'
import { useWords } from './words.ts'

interface PageBoundaryProps {
  /** Another page starts afresh. */
  path: string
  children: ReactNode
}

interface PageBoundaryState {
  readonly path: string
  readonly isBroken: boolean
}

/**
 * A page that cannot be shown, or whose part of the app the server no longer has after an update, says so in its place.
 * What was typed about any patient lives above the pages and stays.
 */
export class PageBoundary extends Component<PageBoundaryProps, PageBoundaryState> {
  override state: PageBoundaryState = { path: this.props.path, isBroken: false }

  static getDerivedStateFromError() {
    return { isBroken: true }
  }

  static getDerivedStateFromProps({ path }: PageBoundaryProps, state: PageBoundaryState) {
    return path === state.path ? null : { path, isBroken: false }
  }

  override render() {
    return this.state.isBroken ? <BrokenPage /> : this.props.children
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
