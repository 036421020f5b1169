import type { CodePlace, CodeProblem } from '../../server/exercises/contract.ts'
import { exerciseMessages as text } from './messages.ts'

/** Errors of TypeScript and Lua, each with a link to its line. */
export function ProblemList({
  problems,
  onGo,
}: {
  problems: CodeProblem[]
  onGo: (place: CodePlace) => void
}) {
  return (
    <ul className="exercise-problems" aria-label={text.verdict.where}>
      {problems.map((problem) => (
        <li key={`${problem.file} ${problem.line} ${problem.column} ${problem.message}`}>
          <button type="button" className="link-button" onClick={() => onGo(problem)}>
            {text.checks.at(problem.file, problem.line)}
          </button>{' '}
          {problem.message}
        </li>
      ))}
    </ul>
  )
}
