import type { RequestHandler } from 'express'

// "Şaka" is Turkish for joke. The first one is the guide's.
const jokes = [
  'Chuck Norris kod yazmaz, kod kendini yazar.',
  'Chuck Norris does not write code. The code writes itself.',
  'A TTL walks into a bar. Sixty seconds later there was no TTL.',
  'I would tell you a joke about 429, but you have heard too many already.',
  'Why did the counter go to therapy? It kept counting on one key.',
  'There are two hard things in computing: naming, expiry, and off-by-one limits.',
] as const

/** GET /api/saka, the endpoint that the limiter protects: a joke as plain text, a new one each time. */
// region: saka
export function createSaka(): RequestHandler {
  let sent = 0
  return function saka(_req, res) {
    const joke = jokes[sent % jokes.length]
    sent += 1
    res.set('Cache-Control', 'no-store')
    res.type('text/plain').send(`${joke}\n`)
  }
}
// endregion: saka
