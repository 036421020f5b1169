import { liveMessages } from '../../live/messages.ts'
import { HeaderList, isTold } from '../HeaderList.tsx'
import { prettyBody } from '../pretty-body.ts'
import type { InspectedRequest } from './inspected-requests.ts'
import { wayMessages } from './way-messages.ts'

/** The answer as it came over the wire: as the page read it, or for a request from elsewhere as the server sent it. */
export function ResponseDetails({ request: { logged, trace } }: { request: InspectedRequest }) {
  const answer = logged?.answer
  const headers = answer?.headers ?? trace?.response?.headers ?? []
  const sent = trace?.response?.body
  const body = answer?.body ?? sent?.text
  const rest = headers.filter((each) => !isTold(each))
  return (
    <>
      <code className="way-code">
        {answer?.status ?? trace?.response?.status} {answer?.statusText}
      </code>
      <HeaderList headers={headers.filter(isTold)} />
      {body === undefined ? (
        <p>{wayMessages.bodyUnknown}</p>
      ) : (
        <pre className="response-body">{prettyBody(body, headers)}</pre>
      )}
      {!answer && sent?.cut && <p>{wayMessages.bodyCut(sent.bytes)}</p>}
      {rest.length > 0 && (
        <details className="way-more">
          <summary>{liveMessages.responses.otherHeaders}</summary>
          <HeaderList headers={rest} />
        </details>
      )}
    </>
  )
}
