import { usePlaygroundState } from '../../live/useLive.ts'
import { algorithmsMessages as texts } from './messages.ts'
import { TrafficStrip } from './TrafficStrip.tsx'
import {
  mostRequests,
  noTraffic,
  type PresetName,
  preset,
  presetNames,
  recordedArrivals,
} from './traffic.ts'
import { arrivalsOf, slotsOf, type Traffic } from './traffic-choice.ts'

/** The presets, what the page has sent, and the strip to make one's own. */
export function TrafficComposer({
  traffic,
  policy,
  onTraffic,
}: {
  traffic: Traffic
  policy: { limit: number; windowSeconds: number }
  onTraffic: (traffic: Traffic) => void
}) {
  const answers = usePlaygroundState((state) => state.answers)
  const recorded = recordedArrivals(answers.map(({ at, answer }) => at - answer.durationMs))
  const count = arrivalsOf(traffic, policy.windowSeconds).length
  const choose = (name: PresetName) =>
    onTraffic({ from: name, slots: preset(name, { limit: policy.limit }) })
  return (
    <section className="stack-tight" aria-label={texts.traffic}>
      <div className="row traffic-presets">
        {presetNames.map((name) => (
          <button
            key={name}
            type="button"
            className="button"
            aria-pressed={traffic.from === name}
            onClick={() => choose(name)}
          >
            {texts.presets[name]}
          </button>
        ))}
        <button
          type="button"
          className="button"
          aria-pressed={traffic.from === 'recorded'}
          aria-disabled={recorded.length === 0}
          title={recorded.length === 0 ? texts.nothingRecorded : undefined}
          onClick={() => recorded.length > 0 && onTraffic({ from: 'recorded', arrivals: recorded })}
        >
          {texts.record(recorded.length)}
        </button>
        <button
          type="button"
          className="link-button"
          onClick={() => onTraffic({ from: 'hand', slots: noTraffic })}
        >
          {texts.clear}
        </button>
      </div>
      <p className="traffic-hint" role="status">
        {traffic.from === 'recorded'
          ? texts.presetHints.recorded(traffic.arrivals.length, traffic.arrivals.at(-1) ?? 0)
          : texts.presetHints[traffic.from]}{' '}
        <span className="quiet">{texts.total(count, mostRequests)}</span>
      </p>
      <TrafficStrip
        slots={slotsOf(traffic)}
        windowSeconds={policy.windowSeconds}
        onSlots={(slots) => onTraffic({ from: 'hand', slots })}
      />
    </section>
  )
}
