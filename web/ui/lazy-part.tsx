import { type ComponentType, type ReactNode, useEffect, useState } from 'react'
import { ErrorBoundary, type ErrorBoundaryProps } from './ErrorBoundary.tsx'
import { uiMessages } from './messages.ts'

type LazyPartOptions = Pick<ErrorBoundaryProps, 'what' | 'frame'> & {
  /** Shown until the code is loaded, and in the prerendered page. */
  loading?: ReactNode
}

/**
 * A component whose code is loaded when it is drawn for the first time. Call this in a module, not in a component. When
 * the code cannot be loaded, or throws, a notice takes its place.
 *
 * This is not React.lazy with Suspense, because React replaces a fallback only after 300 ms, and at a priority that every
 * event of the live stream interrupts.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { loading = <p className="quiet">{uiMessages.loading}</p>, ...failure }: LazyPartOptions = {},
): (props: Props) => ReactNode {
  let loaded: ComponentType<Props> | null = null
  return function LazyPart(props) {
    const [Part, setPart] = useState(() => loaded)

    function begin(): void {
      if (loaded) return
      load().then(
        (Loaded) => {
          loaded = Loaded
          setPart(() => Loaded)
        },
        (error) =>
          setPart(() => () => {
            throw error
          }),
      )
    }
    useEffect(begin, [])

    function again(): void {
      setPart(() => loaded)
      begin()
    }

    return (
      <ErrorBoundary {...failure} onRetry={again}>
        {Part ? <Part {...props} /> : loading}
      </ErrorBoundary>
    )
  }
}
