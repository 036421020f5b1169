import { useState } from 'react'
import { type Tally, tally } from '../../live/tally.ts'
import { usePlayground } from '../../live/useLive.ts'
import { type Crowd, requestsOf } from './crowd.ts'

/** What a crowd got, and on which keys it was counted. */
export type CrowdResult = Tally & { keys: string[] }

/** The lab names the key it counted on. The guide's endpoint does not: there it is always rate:<ip>. */
const keyHeader = 'x-keyspace-key'

/** Sends a crowd's requests through the page's playground, where each of them is listed. Never rejects. */
export function useCrowd(crowd: Crowd, size: number) {
  const { sendTraffic } = usePlayground()
  const [running, setRunning] = useState(false)

  async function send(): Promise<CrowdResult> {
    setRunning(true)
    const answers = await sendTraffic({ requests: requestsOf(crowd, size) })
    setRunning(false)
    const keys = answers.flatMap(
      ({ headers }) => headers?.find(([name]) => name.toLowerCase() === keyHeader)?.[1] ?? [],
    )
    return { ...tally(answers), keys: [...new Set(keys)] }
  }

  return { running, send }
}
