import { networkInterfaces } from 'node:os'
import { StartError } from '../process/start-error.ts'
import { lanAddresses } from './lan-address.ts'

/** Says on which address and why: a room is open to the whole network, on purpose. */
export function chooseHost({
  wanted,
  kept,
  log,
}: {
  wanted: string | undefined
  kept: string | undefined
  log: (line: string) => void
}): string {
  const found = lanAddresses(networkInterfaces())
  const host = wanted || (found.some(({ address }) => address === kept) ? kept : found[0]?.address)
  if (host === undefined) {
    throw new StartError(
      'This machine has no address in a local network. Connect it to one, or try the room on this machine alone: npm run workshop -- --host 127.0.0.1',
    )
  }
  const on = found.find(({ address }) => address === host)?.interface
  const others = found.filter(({ address }) => address !== host)
  log(
    host.startsWith('127.')
      ? `Listening on ${host}: nobody but this machine reaches the room.`
      : `Listening on ${host}${on ? ` (${on})` : ''} on purpose: everybody in this network can reach the room, and comes in with the code.`,
  )
  if (others.length > 0) {
    const listed = others.map((one) => `${one.address} (${one.interface})`).join(', ')
    log(`This machine has other addresses too: ${listed}. --host chooses one.`)
  }
  return host
}
