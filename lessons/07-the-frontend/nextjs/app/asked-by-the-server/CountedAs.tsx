import { fill, type Messages } from '../messages.ts'
import type { Counted } from './ask-api.ts'

export function CountedAs({ counted, texts }: { counted: Counted; texts: Messages['server'] }) {
  const { address, status, retryAfterSeconds } = counted
  const outcome =
    status === 200
      ? texts.allowed
      : status === 429
        ? fill(texts.refused, { seconds: retryAfterSeconds })
        : texts.failed
  return <>{fill(texts.countedAs, { address, outcome })}</>
}
