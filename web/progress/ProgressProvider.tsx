// One progress for the page. It is exchanged with the server when the page opens, and whenever the reader comes back to
// it: meanwhile another tab or the command line may have got further.
import { type ReactNode, useEffect, useState } from 'react'
import type { Progress, ProgressAnswer } from '../../server/progress/contract.ts'
import { ask } from '../core/ask.ts'
import { createProgressStore } from './progress-store.ts'
import { ProgressContext } from './useProgress.ts'

/** Adds to what is on disk. */
const put = (progress: Progress) =>
  ask<ProgressAnswer>('/api/progress', { method: 'PUT', body: progress })

export function ProgressProvider({ children }: { children: ReactNode }) {
  const [store] = useState(() => createProgressStore({ put }))

  useEffect(() => {
    const comeBack = () => {
      if (document.visibilityState === 'visible') store.sync()
    }
    comeBack()
    document.addEventListener('visibilitychange', comeBack)
    window.addEventListener('online', comeBack)
    return () => {
      document.removeEventListener('visibilitychange', comeBack)
      window.removeEventListener('online', comeBack)
    }
  }, [store])

  return <ProgressContext value={store}>{children}</ProgressContext>
}
