import type { OutgoingRequest } from '../../core/ask.ts'
import type { Setup } from './check-setup.ts'
import { requestsOfARound } from './plan-requests.ts'

/**
 * The same traffic from a terminal, for a POSIX shell. A single request shows the whole answer, more of them one status
 * each. A burst is sent all at once, unlike a browser's.
 */
export function curlCommand(setup: Setup, origin: string): string {
  const round = requestsOfARound(setup)
  if (setup.each === 1 && setup.rate === null) {
    return round.map((request) => `curl -i ${curlArguments(request, origin)}`).join('\n')
  }
  const status = `curl -s -o /dev/null -w '%{http_code}\\n'`
  const all = round.map((request) => `  ${status} ${curlArguments(request, origin)} &`)
  const pause = setup.rate === null ? [] : [`  sleep ${seconds(1 / setup.rate)}`]
  return [`for n in $(seq ${setup.each}); do`, ...all, ...pause, 'done; wait'].join('\n')
}

function curlArguments({ path, headers = {} }: OutgoingRequest, origin: string): string {
  const sent = Object.entries(headers).map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`)
  return [...sent, quote(origin + path)].join(' ')
}

/** For a POSIX shell: inside single quotes everything stands for itself but the quote. */
export function quote(text: string): string {
  return /^[\w:/.@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

function seconds(count: number): string {
  return String(Number(count.toFixed(3)))
}
