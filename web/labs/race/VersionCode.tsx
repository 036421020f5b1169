import type { RaceVersion } from '../../../server/labs/race/contract.ts'
import { Code } from '../../editor/Code.tsx'
import GetThenSet from './get-then-set.mdx'
import IncrThenExpire from './incr-then-expire.mdx'
import Script from './script.mdx'

/** The file that each client runs, coloured when the page was built. */
const listings = {
  'get-then-set': GetThenSet,
  'incr-then-expire': IncrThenExpire,
  script: Script,
} satisfies Record<RaceVersion, unknown>

export function VersionCode({ version }: { version: RaceVersion }) {
  const Listing = listings[version]
  return <Listing components={{ Code }} />
}
