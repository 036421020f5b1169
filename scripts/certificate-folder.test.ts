import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeCertificates } from './certificate.ts'
import { ensureCertificates } from './certificate-folder.ts'

let parent = ''
let folder = ''
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'workbook-certs-'))
  folder = join(parent, 'certs')
})
afterEach(() => rmSync(parent, { recursive: true, force: true }))

const read = (name: string) => readFileSync(join(folder, name), 'utf8')

test('the folder is open to its owner alone, its files to the server in the container', async () => {
  expect(await ensureCertificates({ folder })).toMatch(
    /^Made a certificate for localhost in .*certs/,
  )
  expect(readdirSync(folder).sort()).toEqual(['ca.crt', 'server.crt', 'server.key'])
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(statSync(join(folder, 'server.key')).mode & 0o777).toBe(0o644)
})

test('a second run keeps a good certificate, --renew replaces it', async () => {
  await ensureCertificates({ folder })
  const first = read('server.crt')
  expect(await ensureCertificates({ folder })).toMatch(/is good until/)
  expect(read('server.crt')).toBe(first)
  await ensureCertificates({ folder, renew: true })
  expect(read('server.crt')).not.toBe(first)
})

test('a certificate that is about to end is named, and only --renew replaces it', async () => {
  await ensureCertificates({ folder })
  const { ca, certificate, key } = await makeCertificates({ days: 0.5 })
  writeFileSync(join(folder, 'ca.crt'), ca)
  writeFileSync(join(folder, 'server.crt'), certificate)
  writeFileSync(join(folder, 'server.key'), key)
  await expect(ensureCertificates({ folder })).rejects.toThrow(/it ends on .*--renew/)
  expect(read('ca.crt')).toBe(ca)
})

test.each([
  ['ca.crt', /server\.crt is not signed by ca\.crt/],
  ['server.key', /server\.key belongs to another certificate/],
] as const)('a %s of another certificate is named', async (name, message) => {
  await ensureCertificates({ folder })
  const other = await makeCertificates()
  writeFileSync(join(folder, name), name === 'ca.crt' ? other.ca : other.key)
  await expect(ensureCertificates({ folder })).rejects.toThrow(message)
})

test('a missing file and a file that is no certificate are named', async () => {
  await ensureCertificates({ folder })
  writeFileSync(join(folder, 'server.crt'), 'hello')
  await expect(ensureCertificates({ folder })).rejects.toThrow(/cannot be used: .*--renew/)
  rmSync(join(folder, 'ca.crt'))
  await expect(ensureCertificates({ folder })).rejects.toThrow(/ca\.crt is missing/)
})

test('a folder that cannot be made is named with the reason', async () => {
  writeFileSync(folder, 'a file')
  await expect(ensureCertificates({ folder })).rejects.toThrow(
    /cannot be written into .*certs \(EEXIST\)/,
  )
})
