// Who is counted. lesson.test.ts runs these on the solution and on your copy; wrong.test.ts proves that they catch the
// mistakes the lesson speaks of. The limit is 2 everywhere, the limiter is the workbook's own, on a real Valkey.
import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import {
  ada,
  apiKey,
  apiKeys,
  bob,
  home,
  keysOf,
  namedLike,
  otherKeys,
  toolsFor,
  visit,
} from './clients.ts'
import type { Check } from './visit-app.ts'
import { type Sent, visitWithoutAddress } from './visit-app.ts'

const usersAreApart: Check = async (parts) => {
  await visit(parts, async (statusesOf) => {
    expect(
      await statusesOf([1, 2, 3].map(() => ({ from: home, headers: ada }))),
      'three requests of the user ada',
    ).toEqual([200, 200, 429])
    expect(
      await statusesOf([{ from: home, headers: bob }]),
      'then one of the user bob, from the same address',
    ).toEqual([200])
  })
}

const userIsOneEverywhere: Check = async (parts) => {
  await visit(parts, async (statusesOf) => {
    const from = ['203.0.113.7', '198.51.100.4', '192.0.2.9']
    expect(
      await statusesOf(from.map((address) => ({ from: address, headers: ada }))),
      'three requests of the user ada, each from another address',
    ).toEqual([200, 200, 429])
    const more: Record<string, string>[] = [
      { 'User-Agent': 'another browser', 'X-User': 'bob', 'X-Forwarded-For': '192.0.2.1' },
      { 'X-API-Key': 'invented', Cookie: 'user=bob' },
    ]
    for (const headers of more) {
      expect(
        await statusesOf([{ from: home, headers: { ...ada, ...headers } }]),
        `another request of ada, with ${JSON.stringify(headers)}`,
      ).toEqual([429])
    }
  })
}

const visitorsByAddress: Check = async (parts) => {
  await visit(parts, async (statusesOf) => {
    expect(
      await statusesOf([{ from: home }, { from: home }, { from: home }]),
      'three requests of a visitor',
    ).toEqual([200, 200, 429])
    expect(
      await statusesOf([{ from: '198.51.100.4' }]),
      'then one of another visitor, through the same proxy',
    ).toEqual([200])
  })
}

const inventedAddress: Check = async (parts) => {
  await visit(parts, async (statusesOf) => {
    const sent = [1, 2, 3].map((i) => ({
      from: home,
      headers: { 'X-Forwarded-For': `198.51.100.${i}` },
    }))
    expect(
      await statusesOf(sent),
      'three requests of one visitor who writes a new address into X-Forwarded-For each time',
    ).toEqual([200, 200, 429])
    const inventions: Record<string, string>[] = [
      { 'X-Forwarded-For': '198.51.100.1, 198.51.100.2, 198.51.100.3' },
      { 'X-Real-IP': '198.51.100.4', Forwarded: 'for=198.51.100.5', 'X-Client-IP': '198.51.100.6' },
      { 'CF-Connecting-IP': '198.51.100.7', 'User-Agent': 'another', Cookie: 'session=8' },
    ]
    for (const headers of inventions) {
      expect(
        await statusesOf([{ from: home, headers }]),
        `another request of that visitor, with ${JSON.stringify(headers)}`,
      ).toEqual([429])
    }
  })
}

const inventedUser: Check = async (parts) => {
  await visit(parts, async (statusesOf) => {
    const headers = (i: number) => ({
      Authorization: `Bearer invented-${i}`,
      'X-User': `user-${i}`,
      'X-User-Id': `${i}`,
      'X-API-Key': `invented-${i}`,
    })
    expect(
      await statusesOf([1, 2, 3].map((i) => ({ from: home, headers: headers(i) }))),
      'three requests of one visitor who names another user, session and API key each time',
    ).toEqual([200, 200, 429])
  })
}

const customerIsOne: Check = async (parts) => {
  await visit(parts, async (statusesOf) => {
    const from = ['2001:db8:0:101::1', '2001:db8:0:1ff:ffff::2', '2001:db8:0:100::3']
    expect(
      await statusesOf(from.map((address) => ({ from: address }))),
      'three requests from three addresses of one IPv6 customer, a /56',
    ).toEqual([200, 200, 429])
    expect(
      await statusesOf([{ from: '2001:db8:0:200::1' }]),
      'then one of the customer next door',
    ).toEqual([200])
  })
}

const mappedIsTheSame: Check = async (parts) => {
  await visit(parts, async (statusesOf) => {
    expect(
      await statusesOf([{ from: home }, { from: `::ffff:${home}` }, { from: home }]),
      `three requests of one visitor, once written as ::ffff:${home}`,
    ).toEqual([200, 200, 429])
  })
}

const programsByKey: Check = async (parts) => {
  await visit(parts, async (statusesOf) => {
    const headers = { 'X-API-Key': apiKey }
    const from = ['203.0.113.7', '198.51.100.4', '192.0.2.9']
    expect(
      await statusesOf(from.map((address) => ({ from: address, headers }))),
      'three requests with one API key, from three machines',
    ).toEqual([200, 200, 429])
    expect(await statusesOf([{ from: home }]), 'then one without it').toEqual([200])
    expect(
      await statusesOf(otherKeys.map((other) => ({ from: home, headers: { 'X-API-Key': other } }))),
      'then one of each of four other programs, with API keys of their own that look alike',
    ).toEqual(otherKeys.map(() => 200))
    expect(
      await statusesOf([{ from: home, headers: { 'X-API-Key': apiKey.toUpperCase() } }]),
      'then one with that API key in capitals, which is nobody’s: a visitor',
    ).toEqual([200])
    const keys = await keysOf(parts.valkey)
    const telling = keys.filter((key) => readings(key).some(givesAway))
    expect(
      telling,
      'keys in Valkey that give an API key away, or a piece of it, or hold it in base64 or hex, which anybody can read',
    ).toEqual([])
    const ofPrograms = keys.filter((key) => !key.endsWith(home))
    expect(
      ofPrograms.filter((key) => isShort(key)),
      'keys in Valkey with so few signs that two programs are soon one: keep at least 16 bytes of a hash, 32 digits in hex',
    ).toEqual([])
  })
}

const namesDoNotMix: Check = async (parts) => {
  await visit(parts, async (statusesOf) => {
    const sent: Sent[] = [{ from: home }, { from: home }]
    await statusesOf(sent)
    expect(
      await statusesOf([{ from: '198.51.100.4', headers: namedLike(home) }]),
      `a user who is called ${home}, after two requests from that address`,
    ).toEqual([200])
    await statusesOf([1, 2].map(() => ({ from: home, headers: { 'X-API-Key': apiKey } })))
    const hash = createHash('sha256').update(apiKey).digest('hex')
    for (const name of [apiKey, hash, `api-key:${hash}`]) {
      expect(
        await statusesOf([{ from: '198.51.100.4', headers: namedLike(name) }]),
        `a user who is called ${name}, after two requests with that API key`,
      ).toEqual([200])
    }
  })
}

const usersAreNotAlike: Check = async (parts) => {
  await visit(parts, async (statusesOf) => {
    await statusesOf([1, 2].map(() => ({ from: home, headers: ada })))
    const long = 'a-name-of-forty-characters-in-a-company.'
    await statusesOf([1, 2].map(() => ({ from: home, headers: namedLike(`${long}1`) })))
    for (const name of ['Ada', 'ADA', 'ad', 'ada ada', 'ada:1', 'ada@home', 'ada/', '-ada']) {
      expect(
        await statusesOf([{ from: home, headers: namedLike(name) }]),
        `a user who is called "${name}", after two requests of the user "ada": another id is another user`,
      ).toEqual([200])
    }
    expect(
      await statusesOf([{ from: home, headers: namedLike(`${long}2`) }]),
      `a user who is called "${long}2", after two requests of "${long}1"`,
    ).toEqual([200])
  })
}

const noBucketForNobody: Check = async ({ createApp, valkey }) => {
  const app = createApp(toolsFor(valkey))
  expect(await visitWithoutAddress(app), 'a request without an address').toBe(500)
  expect(await keysOf(valkey), 'counters that all clients without an address would share').toEqual(
    [],
  )
}

export const checks: Record<string, Check> = {
  'visitors are counted by address, behind the proxy': visitorsByAddress,
  'an invented X-Forwarded-For is no new client': inventedAddress,
  'users are counted apart, also at one address': usersAreApart,
  'a user is one client from every address': userIsOneEverywhere,
  'an invented user is no new client': inventedUser,
  'an IPv6 customer is one client': customerIsOne,
  'an IPv4 address in IPv6 clothes is the same client': mappedIsTheSame,
  'programs are counted by a key that Valkey never sees': programsByKey,
  'two user ids that look alike are two users': usersAreNotAlike,
  'a user and an address never share a counter': namesDoNotMix,
  'clients without an address share no counter': noBucketForNobody,
}

/** What somebody reads who finds `text`: as it stands, backwards, and undone where it may be base64 or hex. */
function readings(text: string): string[] {
  const words = text.match(/[\w+/=-]+/g) ?? []
  // A word in front may have been encoded with it, so it need not begin where the encoding does.
  const decoded = words.flatMap((word) =>
    [0, 1, 2, 3].flatMap((skipped) =>
      (['base64', 'hex'] as const).map((way) => `${Buffer.from(word.slice(skipped), way)}`),
    ),
  )
  const all = [text, ...decoded]
  return [...all, ...all.map((one) => [...one].reverse().join(''))]
}

/** Six characters of a secret in a row are half of it. */
function givesAway(reading: string): boolean {
  const pieces = apiKeys.flatMap((key) => {
    const secret = key.slice('sk-live-'.length)
    return Array.from({ length: secret.length - 5 }, (_, at) => secret.slice(at, at + 6))
  })
  return pieces.some((piece) => reading.toLowerCase().includes(piece.toLowerCase()))
}

/** The longest word in it has less than 16 bytes: of hex two digits are a byte, of base64 four signs are three. */
function isShort(key: string): boolean {
  const words = key.match(/[\w+/=-]+/g) ?? []
  return !words.some((word) => (/^[0-9a-f]+$/i.test(word) ? word.length >= 32 : word.length >= 22))
}
