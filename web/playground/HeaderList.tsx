export type Header = readonly [name: string, value: string]

/** The ones that a lesson speaks of come first; the rest is a click away. */
const toldHeaders = [
  'ratelimit',
  'ratelimit-policy',
  'retry-after',
  'content-type',
  'cache-control',
  'x-keyspace-key',
]

export const isTold = ([name]: Header): boolean => toldHeaders.includes(name)

export function HeaderList({ headers }: { headers: readonly Header[] }) {
  return (
    <dl className="response-headers">
      {headers.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
