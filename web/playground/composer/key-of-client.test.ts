import { expect, test } from 'vitest'
import type { LoggedAnswer } from '../../live/logged-answer.ts'
import { keyOfClient } from './key-of-client.ts'

const ada = { by: 'user', name: 'ada' } as const
const policy = { algorithm: 'gcra', limit: '5', window: '60' } as const

function logged(query: string, key?: string): LoggedAnswer {
  return {
    ...{ id: 1, requestId: 'p-1', at: 0, client: ada },
    path: `/api/keyspace/saka?${query}&by=user`,
    answer: {
      ...{ durationMs: 1, kind: 'failed', reason: '', status: 409, statusText: '', body: '' },
      headers: key === undefined ? [] : [['x-keyspace-key', key]],
    },
  }
}

test('the key is the one that an answer under this very policy named', () => {
  const answers = [
    logged('algorithm=gcra&limit=5&window=600', 'a'),
    logged('algorithm=gcra&limit=5&window=60', 'b'),
  ]
  expect(keyOfClient(answers, ada, policy)).toEqual({ key: 'b' })
  expect(keyOfClient(answers, ada, { ...policy, window: '6' })).toEqual({ sent: false })
  expect(keyOfClient(answers, { by: 'ip', name: 'ada' }, policy)).toEqual({ sent: false })
})

test('requests that were not counted were sent all the same', () => {
  const answers = [logged('algorithm=gcra&limit=5&window=60')]
  expect(keyOfClient(answers, ada, policy)).toEqual({ sent: true })
})
