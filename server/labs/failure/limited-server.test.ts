import { Agent } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { openTestSandbox } from '../../testing/open-sandboxes.ts'
import { openFaultProxy } from '../../valkey/fault-proxy.ts'
import { openLimitedServer } from './limited-server.ts'
import { sendRequest } from './send-request.ts'

test('one request’s failure is not told to another that is in the limiter at the same time', async ({
  skip,
}) => {
  const sandbox = await openTestSandbox()
  const missing = sandbox.missing()
  if (missing) skip(missing)
  const abort = new AbortController()
  onTestFinished(() => abort.abort())
  const valkey = await sandbox.open({ signal: abort.signal })
  const proxy = await openFaultProxy(valkey.address)
  onTestFinished(() => proxy.close())
  const server = await openLimitedServer({
    // Without deadlines: a busy machine may take its time.
    valkey: await valkey.connect({ settings: 'ioredis defaults', port: proxy.port }),
    prefix: 'rate:',
    limit: 100,
    windowSeconds: 60,
    onFailure: 'failClosed',
    deadline: false,
  })
  onTestFinished(() => server.close())
  const agent = new Agent({ keepAlive: true })
  onTestFinished(() => agent.destroy())
  const ask = (user: string) => sendRequest(server.url, { agent, user })

  await ask('ada')
  // The limiter may touch one key only: whoever counts on another one fails.
  await valkey.ask(['ACL', 'SETUSER', 'default', 'resetkeys', '~rate:ada'])
  proxy.delay(400)
  const broken = ask('eve')
  await wait(100)
  const counted = ask('ada')
  expect(await broken).toMatchObject({ status: 503, counted: false })
  expect((await broken).cause).toContain('NOPERM')
  const answer = await counted
  expect(answer).toMatchObject({ status: 200, counted: true })
  expect(answer.cause).toBeUndefined()
})
