import { chromium } from 'playwright-core'
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-gpu','--disable-background-networking','--disable-quic'] })
const lessons = ['11-why-valkey','12-questions-and-answers','13-summary']
for (const [name, opt] of [['wide',{viewport:{width:1440,height:900},colorScheme:'light'}],['narrow',{viewport:{width:390,height:844},colorScheme:'dark'}]]) {
  const ctx = await browser.newContext(opt); const page = await ctx.newPage()
  page.on('console', m => ['error','warning'].includes(m.type()) && console.log(name, m.text()))
  page.on('pageerror', e => console.log(name, 'ERR', String(e)))
  for (const l of lessons) {
    await page.goto(`http://localhost:3240/lessons/${l}/`); await page.waitForTimeout(700)
    const h = await page.evaluate(() => document.documentElement.scrollHeight)
    for (let y = 0; y < h + 2000; y += 600) { await page.evaluate(v => scrollTo(0, v), y); await page.waitForTimeout(60) }
    await page.waitForTimeout(500); await page.evaluate(() => scrollTo(0, 0))
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    const words = await page.evaluate(() => (document.querySelector('article')??document.querySelector('main'))?.innerText.split(/\s+/).length)
    console.log(name, l, 'sideways', over, 'words', words)
    await page.screenshot({ path: `/tmp/cd-shots/${l}-${name}.png`, fullPage: true })
  }
  await ctx.close()
}
await browser.close()
