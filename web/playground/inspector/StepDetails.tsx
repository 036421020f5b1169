import type { TappedCommand } from '../../../server/inspector/contract.ts'
import { liveMessages } from '../../live/messages.ts'
import { HeaderList, isExplained } from '../HeaderList.tsx'
import { prettyBody } from '../pretty-body.ts'
import type { InspectedRequest } from './inspected-requests.ts'
import type { Step } from './request-steps.ts'
import { stepMessages } from './step-messages.ts'
import { formatCall, formatReply, quote } from './valkey-notation.ts'

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
          <p>{stepMessages.sharedBy(step.call.sharedBy)}</p>
        </>
      )
    case 'reply':
      return <ReplyDetails step={step} />
    case 'decision':
      return <Decisions limit={step.limit} />
    case 'unasked':
      return <UnaskedDetails step={step} />
    case 'mine':
      return <p>{stepMessages.mine.handed(step.mine.lesson)}</p>
    case 'command':
      return <CommandDetails command={step.command} />
    case 'tapped':
      return (
        <pre className="way-code" data-error={step.command.error || undefined}>
          {step.command.reply}
        </pre>
      )
    case 'mineAnswer':
      return <p>{stepMessages.mine.answered(step.mine)}</p>
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
          <summary>{stepMessages.requestHeaders(headers.length)}</summary>
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
          {stepMessages.policy(name, limit, windowSeconds, algorithm)}
        </p>
      ))}
      <p>{stepMessages.client(address)}</p>
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
      {shared && <p>{stepMessages.sharedReply(hits, own)}</p>}
      {run && <p>{stepMessages.happened[run.happened]}</p>}
    </>
  )
}

function Decisions({ limit: { decisions, policies, failure } }: Pick<At<'decision'>, 'limit'>) {
  const { decided, decidedFor, unasked } = stepMessages
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
  const { unasked } = stepMessages
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

/** A command of the learner's as it went over the wire. A script of several lines is shown below it, folded. */
function CommandDetails({ command: { words } }: { command: TappedCommand }) {
  const [name = '', ...others] = words
  const script = /^eval(_ro)?$/i.test(name) ? others[0] : undefined
  const shown = others.map((word, i) =>
    i === 0 && script?.includes('\n') ? stepMessages.mine.script : quote(word),
  )
  return (
    <>
      <code className="way-code">{[name.toUpperCase(), ...shown].join(' ')}</code>
      {script?.includes('\n') && (
        <details className="way-more">
          <summary>{stepMessages.mine.scriptText(script.trimEnd().split('\n').length)}</summary>
          <pre className="way-code">{script}</pre>
        </details>
      )}
    </>
  )
}

/** The answer as it came over the wire: as the page read it, or for a request from elsewhere as the server sent it. */
function ResponseDetails({ request: { logged, trace } }: { request: InspectedRequest }) {
  const answer = logged?.answer
  const headers = answer?.headers ?? trace?.response?.headers ?? []
  const sent = trace?.response?.body
  const body = answer?.body ?? sent?.text
  const rest = headers.filter((each) => !isExplained(each))
  return (
    <>
      <code className="way-code">
        {answer?.status ?? trace?.response?.status} {answer?.statusText}
      </code>
      <HeaderList headers={headers.filter(isExplained)} />
      {body === undefined ? (
        <p>{stepMessages.bodyUnknown}</p>
      ) : (
        <pre className="output response-body">{prettyBody(body, headers)}</pre>
      )}
      {!answer && sent?.cut && <p>{stepMessages.bodyCut(sent.bytes)}</p>}
      {rest.length > 0 && (
        <details className="way-more">
          <summary>{liveMessages.responses.otherHeaders}</summary>
          <HeaderList headers={rest} />
        </details>
      )}
    </>
  )
}
