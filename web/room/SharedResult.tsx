// The shared-IP experiment as it stands: how much of the one limit is used, who got through, how many did not.
import type { SharedIp } from '../../server/room/contract.ts'
import { Shape } from '../ui/Shape.tsx'
import { roomBarMessages } from './messages.ts'

const text = roomBarMessages.shared
const mostCells = 20

export function SharedResult({
  shared: { limit, allowed, refused, through },
}: {
  shared: SharedIp
}) {
  const used = Math.min(allowed, limit)
  return (
    <div className="shared-result">
      {limit <= mostCells && (
        <div className="cells" role="img" aria-label={text.used(used, limit)}>
          {Array.from({ length: limit }, (_, place) => ({
            place,
            kind: place < used ? ('allowed' as const) : ('free' as const),
          })).map(({ place, kind }) => (
            <Shape key={`${place} ${kind}`} kind={kind} />
          ))}
        </div>
      )}
      <dl>
        <div>
          <dt>{text.through}</dt>
          <dd>
            {through.length === 0 ? text.nobody : through.map(roomBarMessages.you).join(', ')}
          </dd>
        </div>
      </dl>
      <p className="row">
        <Shape kind="rejected" /> {text.refused(refused)}
      </p>
    </div>
  )
}
