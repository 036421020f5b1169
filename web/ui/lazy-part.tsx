import { type ComponentType, type ReactNode, useEffect, useState } from 'react'
import { ErrorBoundary, type ErrorBoundaryProps } from './ErrorBoundary.tsx'
import { uiMessages } from './messages.ts'

type LazyPartOptions = Pick<ErrorBoundaryProps, 'what' | 'frame'> & {
  /** Shown until the code is here, and where the page is prerendered. */
  loading?: ReactNode
}

/**
 * A component whose code is loaded when it is drawn for the first time. Make it once per module, not in a component. When
 * the code cannot be loaded, or throws, a sentence says so in its place.
 *
 * Not React.lazy: React delays by up to 300 ms what replaces a Suspense fallback, and gives way to every event of the
 * stream while it draws it.
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
