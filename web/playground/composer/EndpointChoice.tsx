import { mineAnswers } from '../../live/reduce-mine.ts'
import { usePlaygroundState } from '../../live/useLive.ts'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import type { Draft } from './composer-state.ts'
import { composerMessages } from './messages.ts'

const { endpoint: texts } = composerMessages

/** The guide's endpoint, or the same under a policy of one's own. */
export function EndpointChoice({
  endpoint,
  onChange,
}: {
  endpoint: Draft['endpoint']
  onChange: (endpoint: Draft['endpoint']) => void
}) {
  const policy = usePlaygroundState(({ live }) => live.policy)
  const mine = usePlaygroundState(({ live }) => live.mine)
  const lesson = mineAnswers(mine)
  const guideText =
    lesson === null
      ? texts.guideText(policy)
      : texts.mineText(lesson, mine?.counter?.policy ?? null)
  return (
    <div className="composer-part">
      <RadioGroup
        legend={texts.legend}
        value={endpoint}
        onChange={onChange}
        look="lines"
        options={[
          { value: 'guide', label: <Option name={texts.guide} path="/api/saka" /> },
          { value: 'keyspace', label: <Option name={texts.keyspace} path="/api/keyspace/saka" /> },
        ]}
      />
      <p className="quiet">{endpoint === 'guide' ? guideText : texts.keyspaceText}</p>
    </div>
  )
}

function Option({ name, path }: { name: string; path: string }) {
  return (
    <>
      {name} <code>GET {path}</code>
    </>
  )
}
