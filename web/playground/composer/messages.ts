// The texts of the request composer.
import type { CountedBy } from '../../../server/keyspace/contract.ts'
import { algorithmTitle } from '../../../server/limiter/algorithms/algorithms.ts'
import type { Fault, NumberField } from './check-setup.ts'
import type { LinkFault } from './composer-link.ts'

const grouped = (count: number) => count.toLocaleString('en-GB')
const requests = (count: number) => (count === 1 ? '1 request' : `${grouped(count)} requests`)
const fromEach = (clients: number) => (clients > 1 ? ` from each of ${clients} clients` : '')

const fields: Record<NumberField, string> = {
  limit: 'The limit',
  window: 'The window in seconds',
  count: 'The size of a burst',
  rate: 'The requests a second',
  seconds: 'The seconds',
}

const countedBy: Record<CountedBy, string> = {
  ip: 'IP address',
  user: 'User',
  'api-key': 'API key',
}

const linkParts: Record<string, string> = { client: 'a client' }

export const composerMessages = {
  endpoint: {
    legend: 'Endpoint',
    guide: 'The guide’s',
    keyspace: 'Your keyspace’s',
    guideText: (policy: { limit: number; windowSeconds: number } | null) => {
      if (!policy) return 'Counts this browser by its address.'
      const { limit, windowSeconds } = policy
      const changed =
        limit === 5 && windowSeconds === 60
          ? ''
          : ' RATE_LIMIT or RATE_WINDOW_SECONDS changed it: the guide says 5 per 60 s.'
      return `${requests(limit)} per ${windowSeconds} s for each address. It counts this browser.${changed}`
    },
    mineText: (lesson: string, policy: { limit: number; windowSeconds: number } | null) => {
      const exercise = `Your own limiter answers it, exercise ${Number.parseInt(lesson, 10)}`
      return policy
        ? `${exercise}: ${requests(policy.limit)} per ${policy.windowSeconds} s, as its headers say.`
        : `${exercise}, with the limit that stands in your code.`
    },
    keyspaceText: 'The same endpoint with your own policy and clients, on keys in your keyspace.',
  },
  policy: {
    legend: 'Policy',
    algorithm: 'Algorithm',
    algorithmTitle,
    limit: 'Limit',
    window: 'Window',
    windowUnit: 's',
    changed: 'A change: the guide says 5 requests per 60 s in a fixed window.',
    windowShortened: (window: string) =>
      `A change: the window is ${window} s, so that you wait less. The guide’s is 60 s.`,
    ownCounter:
      'Each algorithm, limit and window has counters of its own: a change begins at zero.',
    toGuide: 'The guide’s values',
  },
  clients: {
    keyWarning:
      'Made-up keys only: it is shown in the link, the curl command and the list of requests.',
    legend: (count: number, most: number) => `Clients (${count} of ${most})`,
    add: 'Add a client',
    full: 'Eight clients, the most there can be.',
    by: (place: number) => `Client ${place}: counted by`,
    name: (place: number) => `Client ${place}: name`,
    remove: (place: number, name: string) => `Remove client ${place}, ${name}`,
    countedBy,
    used: (used: number, limit: number, over: number) =>
      `${used} of ${limit}${over > 0 ? ` +${over}` : ''}`,
    resets: (seconds: number) => ` · ${seconds} s`,
    notSentYet: 'nothing sent yet under this policy',
    notCounted: 'sent, but not counted',
    why: 'Each names itself in a header: X-Forwarded-For, X-User or X-API-Key. Only this endpoint trusts it.',
  },
  traffic: {
    legend: 'Traffic',
    kinds: { one: 'One', burst: 'Burst', steady: 'Steady' },
    count: 'Requests',
    rate: 'A second',
    seconds: 'Seconds',
    fiveAtOnce:
      'A browser sends five at a time, however many you ask for. Truly at once they come in',
    raceLab: 'the race lab',
    steadyNote:
      'A steady stream starts each request on time, as long as five on their way are enough.',
  },
  send: {
    one: (clients: number) => `Send one${fromEach(clients)}`,
    burst: (count: number, clients: number) => `Burst of ${grouped(count)}${fromEach(clients)}`,
    steady: (rate: number, seconds: number, clients: number) =>
      `${rate} per second for ${seconds} s${fromEach(clients)}`,
    blocked: 'Send',
    stop: 'Stop',
    progress: 'Requests answered',
    running: (answered: number, total: number, tried: string) =>
      `${grouped(answered)} of ${grouped(total)}${tried ? `: ${tried}` : ''}`,
    ended: (total: number, tried: string, tookMs: number) =>
      `${requests(total)} in ${(tookMs / 1000).toFixed(1)} s: ${tried}.`,
    stopped: (answered: number, total: number, tried: string) =>
      `Stopped after ${grouped(answered)} of ${grouped(total)}${tried ? `: ${tried}` : ''}.`,
    nothingSent: 'Nothing is sent before the marked fields are right.',
  },
  curl: {
    title: 'The same from a terminal',
    copy: 'Copy the curl command',
    atOnce: 'A terminal sends each round at once, not five at a time.',
  },
  link: {
    title: 'The link to this setup',
    copy: 'Copy the link to this setup',
    open: 'Open this in the playground',
    faults: 'Part of the link could not be used:',
    fault: ({ name, value, used }: LinkFault) =>
      used === null
        ? `${linkParts[name] ?? name} “${value}” cannot be, and is left out.`
        : `${name} cannot be “${value}”; it is ${used} instead.`,
  },
  fault: (fault: Fault): string => {
    switch (fault.is) {
      case 'number':
        return `${fields[fault.field]} must be a whole number from ${grouped(fault.min)} to ${grouped(fault.max)}, not “${shortened(fault.value)}”.`
      case 'log':
        return `The sliding window log stores every request, so its limit is at most ${grouped(fault.max)}, not ${fault.value}.`
      case 'many':
        return `That makes ${requests(fault.requests)}. One run sends at most ${grouped(fault.max)}; the load lab sends more.`
      case 'address':
        return `An IP address such as 203.0.113.7 is needed, not “${shortened(fault.value)}”.`
      case 'name':
        return `A name has 1 to 64 plain ASCII characters, since it travels in an HTTP header; “${shortened(fault.value)}” has not.`
      case 'same':
        return `There is a client “${shortened(fault.value)}” already: the two would be one.`
    }
  },
}

function shortened(value: string): string {
  return value.length > 24 ? `${value.slice(0, 24)}…` : value
}
