// What lesson 2 says of connections: the page's own, and one that the reader tries.
import type { ConnectionReport, ConnectionStep } from '../../server/valkey/contract.ts'

type Step = ConnectionReport['steps'][number]

const ms = (value: number) =>
  value < 1
    ? `${value.toFixed(2)} ms`
    : value < 10
      ? `${value.toFixed(1)} ms`
      : `${Math.round(value)} ms`

const steps: Record<ConnectionStep, string> = {
  name: 'Host name',
  port: 'Port',
  tls: 'TLS',
  login: 'Password',
  answer: 'PING',
  scripts: 'Scripts',
}

const stateWords: Record<ConnectionStep, Record<Step['state'], string>> = {
  name: { ok: 'has an address', failed: 'has no address', skipped: 'not reached' },
  port: { ok: 'somebody listens', failed: 'nobody answers', skipped: 'not reached' },
  tls: { ok: 'agreed, certificate trusted', failed: 'not agreed', skipped: 'not asked for' },
  login: { ok: 'let in', failed: 'not let in', skipped: 'not reached' },
  answer: { ok: 'answered', failed: 'no answer', skipped: 'not reached' },
  scripts: { ok: 'allowed', failed: 'not allowed', skipped: 'not reached' },
}

export const connectionMessages = {
  ms,
  now: {
    title: 'What this page is connected to right now',
    where: 'Where',
    version: 'Version',
    tls: 'TLS',
    tlsOn: 'on',
    tlsOff: 'off: the connection does not leave this machine',
    tlsOffElsewhere: 'off',
    ping: 'PING, there and back',
    measured: (roundTripMs: readonly number[]) => {
      const sorted = [...roundTripMs].sort((a, b) => a - b)
      const [first, last] = [sorted[0] ?? 0, sorted.at(-1) ?? 0]
      return `${ms(sorted[Math.floor(sorted.length / 2)] ?? 0)} (${sorted.length} asked one after the other: ${ms(first)} to ${ms(last)})`
    },
    down: (cause: string) => `Valkey does not answer. ${cause}`,
    unknown: 'unknown',
    measure: 'Measure again',
    measuring: 'Measuring …',
    needsJavaScript: 'This is measured by the page, which needs JavaScript.',
    unreachable: 'The workbook’s server does not answer. Is it still running in its terminal?',
  },
  check: {
    title: 'Try your own credentials',
    lead: 'The workbook’s server connects from this machine, writes nothing there, and keeps neither the password nor the address.',
    host: 'Host',
    port: 'Port',
    username: 'User name, if your service gives one',
    password: 'Password',
    tls: 'TLS',
    ca: 'Certificate authority (PEM), if it is not a public one',
    more: 'User name and certificate',
    start: 'Try the connection',
    wrongTitle: 'Or see one that goes wrong:',
    wrong: {
      nobody: 'Nobody listens',
      noHost: 'No such host',
      notValkey: 'Something else listens',
      noTls: 'TLS to a port without TLS',
    },
    trying: 'Trying … at most 20 seconds.',
    loading: 'Loading the form …',
    needsJavaScript: 'The form needs JavaScript, which is off here.',
    steps: 'How far it got',
    step: ({ step, state, found, tookMs }: Step, { tls }: ConnectionReport) => {
      // Without TLS that step asks whether a Valkey answers in the clear.
      const withoutTls = 'not asked for, and without it no Valkey answers'
      const fails = step === 'tls' && !tls && state === 'failed'
      const unreached = step === 'tls' && tls && state === 'skipped'
      const what = fails ? withoutTls : unreached ? 'not reached' : stateWords[step][state]
      const took = tookMs === undefined ? '' : `, ${ms(tookMs)}`
      return `${steps[step]}: ${what}${found ? ` (${found})` : ''}${took}.`
    },
    works: (report: ConnectionReport) =>
      `It works. One command takes ${connectionMessages.now.measured(report.roundTripMs)}.`,
    nextTitle: 'In .env, in the workbook’s folder:',
    env: ({ host, port, tls }: ConnectionReport) =>
      `VALKEY_HOST=${host}\nVALKEY_PORT=${port}\nVALKEY_TLS=${tls}\nVALKEY_PASSWORD=`,
    thenPassword: 'Write the password behind the last line yourself, and start the workbook again.',
    unreachable: 'The workbook’s server did not answer. Is it still running in its terminal?',
  },
}
