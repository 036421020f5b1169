import { expect, test } from 'vitest'
import { editorUrl } from './editors.ts'

const file = 'server/limiter/fixed-window.lua'

test('a file opens at its line', () => {
  const root = '/home/ada/work book'
  expect(editorUrl('vscode', { root, file, line: 7 })).toBe(
    'vscode://file/home/ada/work%20book/server/limiter/fixed-window.lua:7',
  )
  expect(editorUrl('zed', { root, file })).toMatch(/^zed:\/\/file\/home\/.*:1$/)
  expect(editorUrl('webstorm', { root, file, line: 7 })).toBe(
    'webstorm://open?file=%2Fhome%2Fada%2Fwork%20book%2Fserver%2Flimiter%2Ffixed-window.lua&line=7',
  )
})

test('a Windows path opens too', () => {
  expect(editorUrl('cursor', { root: String.raw`C:\Users\ada\workbook`, file })).toBe(
    'cursor://file/C:/Users/ada/workbook/server/limiter/fixed-window.lua:1',
  )
})

test('what a path may hold cannot leave the address', () => {
  expect(editorUrl('vscode', { root: '/a?b#c&d', file })).toMatch(
    /^vscode:\/\/file\/a%3Fb%23c%26d\//,
  )
})
