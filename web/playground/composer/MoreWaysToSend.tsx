import { LazySection } from '../../ui/LazySection.tsx'
import { playgroundMessages } from '../messages.ts'

const load = () => import('./LessonComposer.tsx').then((loaded) => loaded.default)

/** The composer, folded away beside a lesson: what is being sent goes on when it is folded. */
export function MoreWaysToSend() {
  return <LazySection title={playgroundMessages.moreWays} load={load} goesOn />
}
