import { useEffect, useRef, useState } from 'react'
import type { Answer } from '../../core/ask.ts'
import { useBatch } from '../../core/store.ts'
import { usePlayground } from '../../live/useLive.ts'
import type { Setup } from './check-setup.ts'
import { planRequests } from './plan-requests.ts'

export type TrafficRun = {
  is: 'running' | 'ended' | 'stopped'
  total: number
  answers: Answer[]
  tookMs: number
}

/** One run of requests at a time; it stops when asked to, and when the composer goes. null: nothing was run yet. */
export function useTraffic(): {
  run: TrafficRun | null
  start(setup: Setup): Promise<void>
  stop(): void
} {
  const { sendTraffic } = usePlayground()
  const [run, setRun] = useState<TrafficRun | null>(null)
  const stopping = useRef<AbortController>(undefined)
  const arrived = useBatch<Answer>((answers) => {
    setRun((before) => before && { ...before, answers: [...before.answers, ...answers] })
  })
  useEffect(() => () => stopping.current?.abort(), [])

  return {
    run,
    async start(setup) {
      if (stopping.current) return
      const controller = new AbortController()
      stopping.current = controller
      const plan = planRequests(setup)
      const startedAt = performance.now()
      const total = plan.requests.length
      setRun({ is: 'running', total, answers: [], tookMs: 0 })
      const answers = await sendTraffic({
        ...plan,
        signal: controller.signal,
        onAnswer: arrived.add,
      })
      stopping.current = undefined
      arrived.close()
      const is = answers.length < total ? 'stopped' : 'ended'
      setRun({ is, total, answers, tookMs: performance.now() - startedAt })
    },
    stop: () => stopping.current?.abort(),
  }
}
