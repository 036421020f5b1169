import type { LinkFault } from './composer-link.ts'
import { composerMessages } from './messages.ts'

const mostShown = 5

/** What of the page's link could not be used. */
export function LinkNotice({ faults }: { faults: readonly LinkFault[] }) {
  if (faults.length === 0) return null
  return (
    <div className="notice notice-warning" role="status">
      <p>{composerMessages.link.faults}</p>
      <ul>
        {faults.slice(0, mostShown).map((fault) => (
          <li key={`${fault.name} ${fault.value}`}>{composerMessages.link.fault(fault)}</li>
        ))}
      </ul>
    </div>
  )
}
