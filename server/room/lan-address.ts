import type { NetworkInterfaceInfo } from 'node:os'

export type LanAddress = { address: string; interface: string }
type Interfaces = Record<string, NetworkInterfaceInfo[] | undefined>

/** Bridges of containers and machines within this one, and tunnels: nobody in the room is behind them. */
const elsewhere =
  /^(docker|br-|veth|virbr|vmnet|vboxnet|bridge|utun|tun|tap|wg|zt|tailscale|awdl|llw)/
const privateRange = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/

/**
 * The addresses at which others in the local network may reach this machine, the likeliest first: IPv4, because it is
 * what people can type. `interfaces` is what os.networkInterfaces() gives.
 */
export function lanAddresses(interfaces: Interfaces): LanAddress[] {
  const found = Object.entries(interfaces).flatMap(([name, addresses = []]) =>
    addresses
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .filter(({ address }) => !address.startsWith('169.254.'))
      .map(({ address }) => ({ address, interface: name })),
  )
  const rank = (one: LanAddress) =>
    (elsewhere.test(one.interface) ? 2 : 0) + (privateRange.test(one.address) ? 0 : 1)
  return found.toSorted((one, other) => rank(one) - rank(other))
}
