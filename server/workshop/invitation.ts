import { toString as drawQrCode } from 'qrcode'
import { joinLink, teachLink } from '../room/room-links.ts'
import type { Workshop } from './open-workshop.ts'

/** What the instructor reads once learners can come in: both links, the learners' as a QR code too. */
export async function invitation({ origin, room }: Workshop): Promise<string> {
  const link = joinLink(origin, room.code)
  return [
    '',
    // In a terminal black on white whatever its colours are, since not every camera reads it the other way round.
    await drawQrCode(
      link,
      process.stderr.isTTY ? { type: 'terminal', small: true } : { type: 'utf8' },
    ),
    `For the learners:        ${link}`,
    `                         or ${origin}/join/ and the access code ${room.code}`,
    `For the instructor ONLY: ${teachLink(origin, room.token)}`,
    '',
    'Ctrl-C stops the room and keeps it; npm run workshop -- --end deletes it.',
  ].join('\n')
}
