import type { TtlTrouble } from '../../../server/labs/ttl/contract.ts'
import { Code } from '../../editor/Code.tsx'
import ExpireOnEveryHit from './expire-on-every-hit.mdx'
import ExpireOnFirst from './expire-on-first.mdx'
import { ttlMessages as texts } from './messages.ts'
import Repaired from './repaired.mdx'

/** The two files that run, beside each other. */
export function TtlCode({ trouble }: { trouble: TtlTrouble }) {
  const Naive = trouble === 'every-hit' ? ExpireOnEveryHit : ExpireOnFirst
  return (
    <section className="columns ttl-code" aria-label={texts.codeTitle}>
      <div>
        <p className="title">{texts.versions.naive}</p>
        <Naive components={{ Code }} />
      </div>
      <div>
        <p className="title">{texts.versions.repaired}</p>
        <Repaired components={{ Code }} />
      </div>
    </section>
  )
}
