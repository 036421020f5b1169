import { useId, useState } from 'react'
import { ResponseList } from '../ResponseList.tsx'
import { type Filter, filters } from './filter.ts'
import { inspectorMessages } from './messages.ts'

/** Every request that reaches a limiter, the page's own and those from elsewhere, each opening to its whole way. */
export function Inspector() {
  const [filter, setFilter] = useState<Filter>('all')
  const name = useId()
  return (
    <div className="inspector">
      <fieldset className="inspector-filter with-js">
        <legend className="visually-hidden">{inspectorMessages.filter.legend}</legend>
        {filters.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name={name}
              checked={each === filter}
              onChange={() => setFilter(each)}
            />
            {inspectorMessages.filter[each]}
          </label>
        ))}
      </fieldset>
      <ResponseList filter={filter} />
    </div>
  )
}
