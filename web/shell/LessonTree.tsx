import { lessons } from 'virtual:lessons'
import { Link } from 'wouter'
import { useCurrentSection } from '../lessons/useCurrentSection.ts'
import type { LessonMeta } from '../mdx/lesson-meta.ts'
import { messages } from '../messages/en.ts'
import { lessonPath, loadPage } from '../page.ts'
import { FoldButton } from './FoldButton.tsx'

/** All lessons, the open one with its sections. Beside the text where there is room, else a drawer from the left. */
export function LessonTree({ current, onClose }: { current: LessonMeta; onClose: () => void }) {
  const section = useCurrentSection(current.sections)
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
                        {title}
                      </a>
                    </li>
                  ))}
                </ol>
              )}
            </li>
          )
        })}
      </ol>
      <p className="quiet tree-foot">{messages.shell.moreFollow}</p>
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
      <span>{lesson.title}</span>
    </Link>
  )
}
