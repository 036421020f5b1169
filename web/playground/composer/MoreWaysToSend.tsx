import { LazySection } from '../../ui/LazySection.tsx'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { playgroundMessages } from '../messages.ts'

const Composer = lazyPart(() => import('./LessonComposer.tsx').then((it) => it.default))

/** The composer, folded away beside a lesson: what is being sent goes on when it is folded. */
export function MoreWaysToSend() {
  return <LazySection title={playgroundMessages.moreWays} Part={Composer} goesOn />
}
