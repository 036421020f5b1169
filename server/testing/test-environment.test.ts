import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readConfig, readEnvironment } from '../config.ts'
import { forgetTheWorkbooksOwnSettings } from './test-environment.ts'

test('a test run cannot see which Valkey the workbook would use, not even from a .env', () => {
  const folder = mkdtempSync(join(tmpdir(), 'workbook-env-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, '.env'), 'VALKEY_HOST=db.example\nRATE_LIMIT=1\n')
  const env = { VALKEY_HOST: 'db.example', RATE_LIMIT: '2', TEST_VALKEY_HOST: 'test.example' }
  forgetTheWorkbooksOwnSettings(env)
  const seen = readEnvironment(env, folder)
  expect(readConfig(seen)).toMatchObject({ valkey: undefined, policy: { limit: 5 } })
  expect(seen.TEST_VALKEY_HOST).toBe('test.example')
})

test('in this very run it is so', () => {
  expect(readConfig(process.env).valkey).toBeUndefined()
})
