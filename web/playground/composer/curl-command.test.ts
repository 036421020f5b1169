import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Setup } from './check-setup.ts'
import { curlCommand, quote } from './curl-command.ts'

const origin = 'http://localhost:3000'
const guide: Setup = { policy: null, clients: [], each: 1, rate: null }
const lab: Setup = {
  policy: { algorithm: 'gcra', limit: 5, windowSeconds: 60 },
  clients: [
    { by: 'user', name: "O'Hara" },
    { by: 'ip', name: '203.0.113.7' },
  ],
  each: 1,
  rate: null,
}

/** What a real sh hands to curl: each call's arguments. */
function callsOf(command: string): string[][] {
  const script = `curl() { printf '%s\\0' "$@" END; }\nsleep() { :; }\n${command}`
  const calls = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('END\0')
  return calls.filter((call) => call !== '').map((call) => call.split('\0').slice(0, -1))
}

test('the guide’s request is the guide’s own line', () => {
  expect(curlCommand(guide, origin)).toBe('curl -i http://localhost:3000/api/saka')
})

test('each virtual client says who it is, quotes and all', () => {
  const url = `${origin}/api/keyspace/saka?algorithm=gcra&limit=5&window=60&by=`
  expect(callsOf(curlCommand(lab, origin))).toEqual([
    ['-i', '-H', "X-User: O'Hara", `${url}user`],
    ['-i', '-H', 'X-Forwarded-For: 203.0.113.7', `${url}ip`],
  ])
})

test('a burst asks as often as the page does', () => {
  const calls = callsOf(curlCommand({ ...lab, each: 3 }, origin))
  expect(calls).toHaveLength(6)
  expect(calls[0]?.slice(0, 5)).toEqual(['-s', '-o', '/dev/null', '-w', '%{http_code}\\n'])
})

test('a steady stream pauses between its rounds', () => {
  const command = curlCommand({ ...lab, each: 12, rate: 4 }, origin)
  expect(command).toContain('sleep 0.25\n')
  expect(callsOf(command)).toHaveLength(24)
})

test('whatever is quoted, a shell hands it on as it was', () => {
  const texts = fc.array(fc.stringMatching(/^[ -~]*$/), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(texts, (all) => {
      const command = `printf '%s\\0' ${all.map(quote).join(' ')}`
      const said = execFileSync('sh', ['-c', command], { encoding: 'utf8' })
      expect(said.split('\0').slice(0, -1)).toEqual(all)
    }),
    { numRuns: 30 },
  )
})
