import { HeaderList } from '../HeaderList.tsx'
import { CommandDetails } from './CommandDetails.tsx'
import type { InspectedRequest } from './inspected-requests.ts'
import { ResponseDetails } from './ResponseDetails.tsx'
import { formatCall, formatReply } from './valkey-notation.ts'
import type { Step } from './way.ts'
import { wayMessages } from './way-messages.ts'

/** What a step did, in its own notation first and then in words. */
export function StepDetails({ step, request }: { step: Step; request: InspectedRequest }) {
  switch (step.kind) {
    case 'request':
      return <RequestDetails request={request} />
    case 'key':
      return <KeyDetails step={step} address={request.trace?.request.address ?? ''} />
    case 'call':
      return (
        <>
          <code className="way-code">{formatCall(step.call)}</code>
          <p>{wayMessages.sharedBy(step.call.sharedBy)}</p>
        </>
      )
    case 'reply':
      return <ReplyDetails step={step} />
    case 'decision':
      return <Decisions limit={step.limit} />
    case 'unasked':
      return <UnaskedDetails step={step} />
    case 'mine':
      return <p>{wayMessages.mine.handed(step.mine.lesson)}</p>
    case 'command':
      return <CommandDetails command={step.command} />
    case 'tapped':
      return (
        <pre className="way-code" data-error={step.command.error || undefined}>
          {step.command.reply}
        </pre>
      )
    case 'mineAnswer':
      return <p>{wayMessages.mine.answered(step.mine)}</p>
    case 'response':
      return <ResponseDetails request={request} />
  }
}

function RequestDetails({ request: { logged, trace } }: { request: InspectedRequest }) {
  const { method = 'GET', path = logged?.path ?? '', headers = [] } = trace?.request ?? {}
  return (
    <>
      <code className="way-code">
        {method} {path}
      </code>
      {headers.length > 0 && (
        <details className="way-more">
          <summary>{wayMessages.requestHeaders(headers.length)}</summary>
          <HeaderList headers={headers} />
        </details>
      )}
    </>
  )
}

type At<Kind extends Step['kind']> = Extract<Step, { kind: Kind }>

function KeyDetails({ step, address }: { step: At<'key'>; address: string }) {
  return (
    <>
      {step.limit.policies.map(({ name, key, limit, windowSeconds, algorithm }) => (
        <p key={name}>
          <code className="way-code">{key}</code>
          {wayMessages.policy(name, limit, windowSeconds, algorithm)}
        </p>
      ))}
      <p>{wayMessages.client(address)}</p>
    </>
  )
}

function ReplyDetails({ step: { limit, call } }: { step: At<'reply'> }) {
  const [run] = limit.runs
  const own = limit.decisions?.[0]?.count
  const hits = Number(call.args[1])
  const shared = call.script === 'fixed-window-batch.lua' && hits > 1 && own !== undefined
  return (
    <>
      <pre className="way-code">{formatReply(call.reply)}</pre>
      {shared && <p>{wayMessages.sharedReply(hits, own)}</p>}
      {run && <p>{wayMessages.happened[run.happened]}</p>}
    </>
  )
}

function Decisions({ limit: { decisions, policies, failure } }: Pick<At<'decision'>, 'limit'>) {
  const { decided, decidedFor, unasked } = wayMessages
  if (!decisions) {
    return (
      <p>
        {failure !== null && unasked.failed(failure)} {unasked.undecided}
      </p>
    )
  }
  return decisions.map((decision, i) => {
    const name = policies[i]?.name ?? ''
    const text = decided(decision)
    return <p key={name}>{decisions.length > 1 ? decidedFor(name, text) : text}</p>
  })
}

/** Valkey failed, or a remembered refusal spared the question. */
function UnaskedDetails({ step: { limit } }: { step: At<'unasked'> }) {
  const { unasked } = wayMessages
  const { failure, decisions } = limit
  if (failure === null) {
    return (
      <>
        <p>{unasked.remembered}</p>
        <Decisions limit={limit} />
      </>
    )
  }
  return (
    <>
      <p>{unasked.failed(failure)}</p>
      <p>{decisions ? unasked.local : unasked.undecided}</p>
      {decisions && <Decisions limit={limit} />}
    </>
  )
}
