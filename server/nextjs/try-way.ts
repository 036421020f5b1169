// Real requests through Next.js, with the headers and from the addresses that a way is about.
import { Agent, request } from 'node:http'
import type { Way, WayResult } from './contract.ts'

type Sent = { from: string; headers: Record<string, string> }
type Answered = { status: number; address: string }

const forgedAddresses = Array.from({ length: 50 }, (_, index) => `203.0.113.${index + 1}`)
const people = ['127.0.0.1', '127.0.0.2']
const requestsOfEach = 6

/** Every address that a way may be counted as: their counters start afresh with each try. */
export const addressesOfWays = [...people, ...forgedAddresses]

/** Fifty requests, each with another address in X-Forwarded-For, as one client forges them. */
// region: forged
const forged: Sent[] = forgedAddresses.map((address) => ({
  from: '127.0.0.1',
  headers: { 'X-Forwarded-For': address },
}))
// endregion: forged

/** Two clients with an address each. A loopback interface has more than one on Linux. */
const twoPeople: Sent[] = Array.from({ length: requestsOfEach }).flatMap(() =>
  people.map((from) => ({ from, headers: {} })),
)

const planOfWay: Record<Way, { path: string; sent: Sent[]; past?: boolean }> = {
  'two-people-trusting-nobody': { path: '/as-next-start/trusts-nobody/saka', sent: twoPeople },
  'forged-through-rewrite': { path: '/as-next-start/trusts-one-hop/saka', sent: forged },
  'forged-through-handler': { path: '/as-next-start/handler', sent: forged },
  'forged-past-next': { path: '/api/nextjs/trusts-one-hop/saka', sent: forged, past: true },
  'forged-through-server': { path: '/api/saka', sent: forged },
  'two-people': { path: '/api/saka', sent: twoPeople },
}

/** `next` and `api` are addresses such as http://127.0.0.1:3001. Throws when a request gets no answer. */
export async function tryWay({
  way,
  next,
  api,
}: {
  way: Way
  next: string
  api: string
}): Promise<WayResult> {
  const { path, sent, past } = planOfWay[way]
  const url = new URL(path, past ? api : next)
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const answers: Answered[] = []
  try {
    for (const one of sent) answers.push(await send(url, one, agent))
  } finally {
    agent.destroy()
  }
  return { way, ...addUp(answers) }
}

function send(url: URL, { from, headers }: Sent, agent: Agent): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const options = { agent, headers, localAddress: from, timeout: 10_000 }
    const asked = request(url, options, (res) => {
      res.resume()
      res.on('error', reject)
      res.on('end', () => {
        const { 'x-counted-as': address = '?' } = res.headers
        resolve({ status: res.statusCode ?? 0, address: String(address) })
      })
    })
    asked.on('timeout', () => asked.destroy(new Error('no answer within 10 s')))
    asked.on('error', reject).end()
  })
}

function addUp(answers: Answered[]): Omit<WayResult, 'way'> {
  const other = answers.find(({ status }) => status !== 200 && status !== 429)
  if (other) throw new Error(`an answer ${other.status}, which is neither 200 nor 429`)
  const allowed = answers.filter(({ status }) => status === 200).length
  const addresses = [...new Set(answers.map(({ address }) => address))]
  return {
    requests: answers.length,
    allowed,
    rejected: answers.length - allowed,
    countedAs: addresses.map((address) => {
      const own = answers.filter((answer) => answer.address === address)
      const passed = own.filter(({ status }) => status === 200).length
      return { address, allowed: passed, rejected: own.length - passed }
    }),
  }
}
