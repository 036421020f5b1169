import type { TtlTrouble } from '../../../server/experiments/ttl/contract.ts'
import { Code } from '../../lessons/Code.tsx'
import { ttlMessages as texts } from '../../messages/en/ttl.ts'
import ExpireOnEveryHit from './expire-on-every-hit.mdx'
import ExpireOnFirst from './expire-on-first.mdx'
import Repaired from './repaired.mdx'

/** The two files that run, beside each other. */
export function TtlCode({ trouble }: { trouble: TtlTrouble }) {
  const Naive = trouble === 'every-hit' ? ExpireOnEveryHit : ExpireOnFirst
  return (
    <section className="ttl-code" aria-label={texts.codeTitle}>
      <div>
        <p className="ttl-title">{texts.versions.naive}</p>
        <Naive components={{ Code }} />
      </div>
      <div>
        <p className="ttl-title">{texts.versions.repaired}</p>
        <Repaired components={{ Code }} />
      </div>
    </section>
  )
}
