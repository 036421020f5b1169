import { lessons } from 'virtual:lessons'
import { Link } from 'wouter'
import { messages } from '../messages/en.ts'
import { lessonPath } from '../page.ts'
import { useStored } from '../stored.ts'

/** For somebody who comes back: the lesson that was open last. Nothing for a newcomer. */
export function Continue() {
  const path = useStored('lesson')
  const lesson = lessons.find((each) => lessonPath(each) === path)
  if (!lesson) return null
  return (
    <p className="continue">
      <Link href={lessonPath(lesson)} className="button button-primary">
        {messages.start.continueWith(messages.lesson.named(lesson))}
      </Link>
    </p>
  )
}
