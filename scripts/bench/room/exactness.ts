import { Agent, get } from 'node:http'
import { join, type RoomAddress } from './learner.ts'

const labsAtOnce = 4

/**
 * Each of `learners` new learners sends `requests` at once, on as many connections. Gives how many of each one's were
 * admitted: the limit, if nothing was counted twice or missed.
 */
export async function countAdmitted({
  room,
  learners,
  requests = 50,
}: {
  room: RoomAddress
  learners: number
  requests?: number
}): Promise<number[]> {
  const admitted: number[] = []
  while (admitted.length < learners) {
    const more = Math.min(labsAtOnce, learners - admitted.length)
    admitted.push(
      ...(await Promise.all(Array.from({ length: more }, () => floodOnce(room, requests)))),
    )
  }
  return admitted
}

async function floodOnce(room: RoomAddress, requests: number): Promise<number> {
  const cookie = await join(room)
  const agent = new Agent({ maxSockets: requests })
  const statuses = await Promise.all(
    Array.from({ length: requests }, () =>
      statusOf(`${room.url}/api/saka`, { Cookie: cookie }, agent),
    ),
  )
  agent.destroy()
  return statuses.filter((status) => status === 200).length
}

function statusOf(
  url: string,
  headers: Record<string, string>,
  agent: Agent,
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = get(url, { headers, agent }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode))
    })
    request.on('error', reject)
  })
}
