// A question about the idea, with an explanation after every answer. That it was answered is noted in the reader's
// progress, on this machine; nobody else hears of it.
import {
  Children,
  cloneElement,
  createContext,
  isValidElement,
  type ReactElement,
  type ReactNode,
  use,
  useId,
  useState,
} from 'react'
import { LessonContext } from '../core/lesson-context.ts'
import { questionId } from '../core/question-id.ts'
import { lessonOf } from '../progress/progress-state.ts'
import { useProgress, useProgressStore } from '../progress/useProgress.ts'
import { InlineText } from '../ui/InlineText.tsx'
import { courseMessages } from './messages.ts'

type QuizState = {
  name: string
  picked: string | null
  checked: boolean
  pick(id: string, right: boolean): void
}

const QuizContext = createContext<QuizState | null>(null)

export function Quiz({ question, children }: { question: string; children?: ReactNode }) {
  const name = useId()
  const [picked, setPicked] = useState<string | null>(null)
  const [right, setRight] = useState(false)
  const [checked, setChecked] = useState(false)
  const lesson = use(LessonContext)
  const store = useProgressStore()
  const answers = lessonOf(useProgress(), lesson ?? '').quizzes[questionId(question)]
  const pick = (id: string, isRight: boolean) => {
    setPicked(id)
    setRight(isRight)
    setChecked(false)
  }
  return (
    <form
      className="quiz"
      onSubmit={(event) => {
        event.preventDefault()
        setChecked(picked !== null)
        if (picked === null || lesson === null) return
        store.note({ is: 'answered', lesson, question: questionId(question), right })
      }}
    >
      <fieldset>
        <legend>
          <InlineText text={question} />
        </legend>
        {answers?.right && !checked && <p className="quiet">{courseMessages.quiz.answered}</p>}
        <QuizContext value={{ name, picked, checked, pick }}>{children}</QuizContext>
      </fieldset>
      <button type="submit" className="button with-js" aria-disabled={picked === null || checked}>
        {courseMessages.quiz.check}
      </button>
    </form>
  )
}

/** One answer of a Quiz. Its `<Why>` is shown once this answer has been given. */
export function Choice({ correct = false, children }: { correct?: boolean; children?: ReactNode }) {
  const quiz = use(QuizContext)
  const id = useId()
  if (!quiz)
    throw new Error('<Choice> stands outside of a <Quiz>: put it between <Quiz> and </Quiz>')
  const { answer, why } = separateWhy(children)
  const given = quiz.checked && quiz.picked === id
  return (
    <div className="choice" data-verdict={given ? (correct ? 'right' : 'wrong') : undefined}>
      <label>
        <input
          type="radio"
          name={quiz.name}
          checked={quiz.picked === id}
          onChange={() => quiz.pick(id, correct)}
        />
        <span>{answer}</span>
      </label>
      <div className="explanation" role="status" data-open={given || undefined}>
        <strong>{correct ? courseMessages.quiz.right : courseMessages.quiz.wrong}</strong> {why}
      </div>
    </div>
  )
}

/** The explanation inside a Choice. */
export function Why({ children }: { children?: ReactNode }) {
  return <>{children}</>
}

// MDX may put the answer and its <Why> into one paragraph; in the page they are the label and what stands below it.
function separateWhy(children: ReactNode): { answer: ReactNode[]; why: ReactNode[] } {
  const why: ReactNode[] = []
  const answer = Children.toArray(children).flatMap((child) => {
    if (!isValidElement<{ children?: ReactNode }>(child)) return child
    if (child.type === Why) {
      why.push(child)
      return []
    }
    if (child.type !== 'p') return child
    const inner = separateWhy(child.props.children)
    why.push(...inner.why)
    return inner.answer
  })
  return { answer: answer.map(withKey), why: why.map(withKey) }
}

function withKey(node: ReactNode, index: number): ReactNode {
  return isValidElement(node) ? cloneElement(node as ReactElement, { key: index }) : node
}
