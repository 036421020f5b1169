// What a server keeps of its commands: how long they took, which were slow, which events held it up.
import { type ReactNode, useId } from 'react'
import type {
  CommandReading,
  LatencyReading,
  Part,
  Reading,
  SlowLogReading,
} from '../../../server/labs/why-valkey/contract.ts'
import { Table } from '../../ui/Table.tsx'
import { whyValkeyMessages as messages } from './messages.ts'

const texts = messages.observability

export function ServerTables({ reading }: { reading: Reading }) {
  const { commands, slow, latency } = reading
  return (
    <>
      <Told title={texts.commandsTitle} part={commands}>
        {(value) => <Commands commands={value} />}
      </Told>
      <div className="why-figures">
        <Told title={texts.slowTitle(slow.value?.length ?? 0)} part={slow}>
          {(value) => <SlowLog slow={value} />}
        </Told>
        <Told title={texts.latencyTitle} part={latency}>
          {(value) => <Latency latency={value} />}
        </Told>
      </div>
    </>
  )
}

/** A part of what the server tells, or that it does not. */
function Told<T>({
  title,
  part,
  children,
}: {
  title: string
  part: Part<T>
  children: (value: T) => ReactNode
}) {
  const id = useId()
  return (
    <section className="told" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {part.refused === undefined ? (
        children(part.value)
      ) : (
        <p className="notice">{texts.refused(part.refused)}</p>
      )}
    </section>
  )
}

function Commands({ commands }: { commands: CommandReading[] }) {
  return (
    <Table
      className="figures"
      label={texts.commandsTitle}
      head={[
        texts.command,
        texts.calls,
        texts.callsPerSecond,
        texts.usPerCall,
        texts.p50,
        texts.p99,
      ]}
      rows={commands.map((one) => ({
        key: one.command,
        cells: [
          <code key="command">{one.command}</code>,
          texts.count(one.calls),
          texts.count(one.callsPerSecond),
          texts.us(one.usPerCall),
          texts.us(one.p50Us),
          texts.us(one.p99Us),
        ],
      }))}
    />
  )
}

function SlowLog({ slow }: { slow: SlowLogReading }) {
  return (
    <>
      <p className="quiet">{texts.threshold(slow.thresholdUs)}</p>
      {slow.newest.length === 0 && <p>{texts.noneSlow}</p>}
      {slow.newest.length > 0 && (
        <Table
          className="figures"
          label={texts.slowTitle(slow.length)}
          head={[texts.command, texts.took, texts.at]}
          rows={slow.newest.map(({ id, command, us, at }) => ({
            key: String(id),
            cells: [<code key="command">{command}</code>, texts.ms(us), texts.clock(at)],
          }))}
        />
      )}
    </>
  )
}

function Latency({ latency }: { latency: LatencyReading }) {
  const { thresholdMs, events } = latency
  if (thresholdMs === 0 && events.length === 0) return <p className="quiet">{texts.latencyOff}</p>
  const from = thresholdMs === null ? texts.latencyUnknown : texts.latencyOn(thresholdMs)
  return (
    <>
      <p className="quiet">{from}</p>
      {events.length === 0 && <p>{texts.noEvents}</p>}
      {events.length > 0 && (
        <Table
          className="figures"
          label={texts.latencyTitle}
          head={[texts.event, texts.latest, texts.longest, texts.at]}
          rows={events.map(({ event, latestMs, maxMs, at }) => ({
            key: event,
            cells: [event, `${latestMs} ms`, `${maxMs} ms`, texts.clock(at)],
          }))}
        />
      )}
    </>
  )
}
