import type { WhyValkeyEvent } from '../../../server/labs/why-valkey/contract.ts'
import { whyValkeyMessages as texts } from './messages.ts'
import { dataOf } from './verdicts.ts'

/** Says that there is no Redis to compare with, where there is none. */
export function NoRedis({ data }: { data: WhyValkeyEvent[] }) {
  const [missing] = dataOf(data, 'no redis')
  return missing ? <p className="notice">{texts.noRedis(missing.sentence)}</p> : null
}
