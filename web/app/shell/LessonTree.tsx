import { lessons } from 'virtual:lessons'
import { Link } from 'wouter'
import type { LessonMeta } from '../../core/lesson-meta.ts'
import { messages } from '../../core/messages.ts'
import { lessonPath } from '../../core/routes.ts'
import { LessonMark } from '../../course/LessonMark.tsx'
import { useCurrentSection } from '../../course/useCurrentSection.ts'
import { progressMessages } from '../../progress/messages.ts'
import { lessonOf } from '../../progress/progress-state.ts'
import { useProgress } from '../../progress/useProgress.ts'
import { loadPage } from '../page.ts'
import { FoldButton } from './FoldButton.tsx'

/** All lessons, the open one with its sections. Beside the text where there is room, else a drawer from the left. */
export function LessonTree({ current, onClose }: { current: LessonMeta; onClose: () => void }) {
  const section = useCurrentSection(current.sections)
  const read = lessonOf(useProgress(), current.folder).sections
  return (
    <nav
      id="tree"
      className="tree"
      aria-label={messages.shell.lessons}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <header className="tree-head">
        <span className="tree-title">{messages.shell.lessons}</span>
        <FoldButton column="tree" />
      </header>
      <ol className="tree-list">
        {lessons.map((lesson) => {
          const isCurrent = lesson.folder === current.folder
          return (
            <li key={lesson.folder}>
              <LessonLink lesson={lesson} isCurrent={isCurrent} />
              {isCurrent && (
                <ol className="tree-sections">
                  {lesson.sections.map(({ id, title }) => (
                    <li key={id}>
                      <a
                        href={`#${id}`}
                        aria-current={id === section ? 'location' : undefined}
                        onClick={onClose}
                      >
                        <span>{title}</span>
                        {read[id] && <ReadTick />}
                      </a>
                    </li>
                  ))}
                </ol>
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}

function LessonLink({ lesson, isCurrent }: { lesson: LessonMeta; isCurrent: boolean }) {
  const path = lessonPath(lesson)
  const prepare = () => void loadPage(path).catch(() => undefined)
  return (
    <Link
      href={path}
      className="tree-lesson"
      aria-current={isCurrent ? 'page' : undefined}
      onPointerEnter={prepare}
      onFocus={prepare}
    >
      <span className="tree-number">{lesson.number}</span>
      <span className="tree-name">{lesson.title}</span>
      <LessonMark lesson={lesson} />
    </Link>
  )
}

function ReadTick() {
  return (
    <>
      <svg className="read-tick" viewBox="0 0 12 12" aria-hidden="true">
        <path d="m2.5 6.4 2.3 2.3 4.7-5" fill="none" stroke="currentColor" strokeWidth="1.5" />
      </svg>
      <span className="visually-hidden"> {progressMessages.read}</span>
    </>
  )
}
