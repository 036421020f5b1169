import { Component, type ReactNode } from 'react'
import { uiMessages } from './messages.ts'

const texts = uiMessages.failed

export type ErrorBoundaryProps = {
  /** The subject of the notice's sentence, for example "The console". */
  what?: string
  /** Called before what is inside is drawn again. */
  onRetry?: () => void
  /** Wraps the notice, for example in a dialog. */
  frame?: (notice: ReactNode) => ReactNode
  children: ReactNode
}

/**
 * Shows a notice in place of a part that throws or whose code cannot be loaded. The rest of the page stays as it is.
 * React has no hook for this: https://react.dev/reference/react/Component#catching-rendering-errors-with-an-error-boundary
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
    // A span, because it may take the place of a word in a paragraph.
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

/** The same component inside its own error boundary. */
export function guarded<Props extends object>(Part: (props: Props) => ReactNode) {
  return function Guarded(props: Props) {
    return (
      <ErrorBoundary>
        <Part {...props} />
      </ErrorBoundary>
    )
  }
}
