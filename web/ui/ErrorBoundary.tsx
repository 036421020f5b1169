import { Component, type ReactNode } from 'react'
import { uiMessages } from './messages.ts'

const texts = uiMessages.failed

export type ErrorBoundaryProps = {
  /** Names what is inside, for a sentence: "The console". */
  what?: string
  /** Called before what is inside is drawn again. */
  onRetry?: () => void
  /** Puts the notice where it is seen. */
  frame?: (notice: ReactNode) => ReactNode
  children: ReactNode
}

/**
 * A part that throws, or whose code cannot be loaded, says so in its place; the rest of the page stays as it is.
 * React has no hook for it: https://react.dev/reference/react/Component#catching-rendering-errors-with-an-error-boundary
 */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render(): ReactNode {
    const { what = texts.part, onRetry, frame = (notice) => notice, children } = this.props
    if (!this.state.failed) return children
    const again = () => {
      onRetry?.()
      this.setState({ failed: false })
    }
    // Only spans: it also takes the place of a word in a paragraph.
    return frame(
      <span className="notice notice-lost part-failed" role="alert">
        {texts.sentence(what)}{' '}
        <button type="button" className="link-button" onClick={again}>
          {texts.again}
        </button>{' '}
        <button type="button" className="link-button" onClick={() => window.location.reload()}>
          {texts.reload}
        </button>
      </span>,
    )
  }
}

/** The same component; what it throws is caught in its place. */
export function guarded<Props extends object>(Part: (props: Props) => ReactNode) {
  return function Guarded(props: Props) {
    return (
      <ErrorBoundary>
        <Part {...props} />
      </ErrorBoundary>
    )
  }
}
