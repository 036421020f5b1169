import { messages } from '../../core/messages.ts'
import { changeSetting, useSetting } from '../../core/page-settings.ts'

/** Folds a side column away, or back: remembered on this machine. */
export function FoldButton({ column }: { column: 'tree' | 'live' }) {
  const folded = useSetting(column) === 'folded'
  const label = messages.shell.fold[column][folded ? 'unfold' : 'fold']
  return (
    <button
      type="button"
      className="icon-button fold-button"
      aria-expanded={!folded}
      aria-label={label}
      title={label}
      onClick={() => changeSetting(column, folded ? undefined : 'folded')}
    >
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <rect
          x="2.5"
          y="3.5"
          width="15"
          height="13"
          rx="2.5"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
        />
        <path
          d={column === 'tree' ? 'M7.5 3.5v13' : 'M12.5 3.5v13'}
          stroke="currentColor"
          strokeWidth="1.5"
        />
      </svg>
    </button>
  )
}
