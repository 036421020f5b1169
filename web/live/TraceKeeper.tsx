import { type ReactNode, useEffect, useState } from 'react'
import { createTraceStore } from './trace-store.ts'
import { usePlayground } from './useLive.ts'
import { TraceContext } from './useTraces.ts'

/** Inside the playground's provider: keeps what the stream tells about requests while lessons come and go. */
export function TraceKeeper({ children }: { children: ReactNode }) {
  const { onEvent } = usePlayground()
  const [store] = useState(createTraceStore)

  useEffect(
    () =>
      onEvent((event) => {
        if (event.type === 'trace') store.add({ ...event.data, at: event.at })
        if (event.type === 'untraced') store.leaveOut(event.data.count)
      }),
    [onEvent, store],
  )
  useEffect(() => store.close, [store])

  return <TraceContext value={store}>{children}</TraceContext>
}
