import { messages } from '../messages/en.ts'
import { ResponseRow } from './ResponseRow.tsx'
import { usePlayground } from './usePlayground.ts'

const mostShown = 50

/** The page's own last requests, newest first. */
export function ResponseList() {
  const { answers } = usePlayground()
  if (answers.length === 0) return <p className="quiet responses-none">{messages.responses.none}</p>
  return (
    <ol className="responses" reversed>
      {answers.slice(0, mostShown).map(({ id, answer }) => (
        <li key={id}>
          <ResponseRow answer={answer} />
        </li>
      ))}
    </ol>
  )
}
