import { expect, test } from 'vitest'
import { installHint } from './install-hint.ts'
import { readOsRelease } from './os-release.ts'

test.each([
  ['darwin', [], 'brew install valkey'],
  ['win32', [], 'WSL2'],
  ['linux', ['alpine'], 'apk add valkey'],
  ['linux', ['manjaro', 'arch'], 'pacman -S valkey'],
  ['linux', ['rocky', 'rhel', 'fedora'], 'dnf install valkey'],
  ['linux', ['ubuntu', 'debian'], 'apt-get install valkey-server'],
  ['linux', ['somethingelse'], 'https://valkey.io/download/'],
] as const)('on %s %j it is %s', (platform, family, expected) => {
  const system = { family: [...family], codename: '', ubuntuCodename: '' }
  expect(installHint(platform, system)).toContain(expected)
})

test('bookworm has a Valkey in its backports only', () => {
  const bookworm = { family: ['debian'], codename: 'bookworm', ubuntuCodename: '' }
  expect(installHint('linux', bookworm)).toContain('-t bookworm-backports')
})

test('a system without /etc/os-release is of no family', () => {
  expect(readOsRelease('/nowhere')).toEqual({ family: [], codename: '', ubuntuCodename: '' })
})
