// Which of a cluster's 16,384 hash slots a key lives in. A script may only touch keys of one slot.
// Written out here because npm's cluster-key-slot has no types and reads "{}a}" other than Valkey does.
// Source: https://valkey.io/topics/cluster-spec/ (Key distribution model, Hash tags)

/**
 * The part of a key that decides its slot: what stands between the first `{` and the first `}` after it, or the
 * whole key when there is no such pair or nothing in it.
 */
export function hashTagOf(key: string): string {
  const open = key.indexOf('{')
  if (open === -1) return key
  const close = key.indexOf('}', open + 1)
  return close > open + 1 ? key.slice(open + 1, close) : key
}

/** The hash slot of a key, 0 to 16,383: CRC16 (XMODEM) of its tag's UTF-8 bytes, modulo 16,384. */
export function slotOf(key: string): number {
  let crc = 0
  for (const byte of Buffer.from(hashTagOf(key))) {
    crc = ((crc << 8) & 0xffff) ^ (crcOfByte[(crc >> 8) ^ byte] ?? 0)
  }
  return crc & 0x3fff
}

const polynomial = 0x1021
const crcOfByte = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? (crc << 1) ^ polynomial : crc << 1
  return crc
})
