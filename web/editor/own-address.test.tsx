import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { nodesForHost, textForHost } from './own-address.ts'

const url = "'localhost:3000/api/saka'"
const shown = (
  <pre className="shiki">
    <code>
      <span className="line">
        <span className="a">curl -i </span>
        <span className="b">{url}</span>
      </span>
    </code>
  </pre>
)

test('a command reaches the workbook where it runs, and keeps its colours', () => {
  expect(renderToStaticMarkup(nodesForHost(shown, '127.0.0.1:4100'))).toBe(
    `<pre class="shiki"><code><span class="line"><span class="a">curl -i </span><span class="b">&#x27;127.0.0.1:4100/api/saka&#x27;</span></span></code></pre>`,
  )
  expect(textForHost(`curl ${url}`, 'localhost:80')).toBe("curl 'localhost:80/api/saka'")
})

test('at the default address nothing changes', () => {
  expect(renderToStaticMarkup(nodesForHost(shown, 'localhost:3000'))).toBe(
    renderToStaticMarkup(shown),
  )
})
