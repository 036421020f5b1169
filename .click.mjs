import { chromium } from 'playwright-core'
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-gpu','--disable-background-networking','--disable-quic'] })
const ctx = await browser.newContext({viewport:{width:1440,height:900},colorScheme:'light'}); const page = await ctx.newPage()
page.on('console', m => ['error','warning'].includes(m.type()) && console.log(m.text()))
page.on('pageerror', e => console.log('ERR', String(e)))
const shot = (n) => page.screenshot({ path: `/tmp/cd-shots/click-${n}.png` })
// playground links
await page.goto('http://localhost:3240/lessons/12-questions-and-answers/'); await page.waitForTimeout(800)
await page.getByRole('link', { name: 'playground with five made-up users' }).click(); await page.waitForTimeout(1200)
console.log(page.url()); await shot('pg5')
await page.getByRole('button', { name: /send/i }).first().click().catch(e=>console.log(String(e).slice(0,200))); await page.waitForTimeout(1500); await shot('pg5-sent')
await page.goto('http://localhost:3240/lessons/12-questions-and-answers/'); await page.waitForTimeout(800)
// predictions
for (const [i, v] of [[0, 5], [1, 5]]) {
  const p = page.locator('section.predict').nth(i); await p.scrollIntoViewIfNeeded()
  await p.locator('input').fill(String(v)); await p.getByRole('button').first().click(); await page.waitForTimeout(2500)
  console.log('predict', i, (await p.innerText()).replace(/\n+/g,' | '))
}
await shot('predict12')
// quizzes: every choice
for (const l of ['11-why-valkey','12-questions-and-answers','13-summary']) {
  await page.goto(`http://localhost:3240/lessons/${l}/`); await page.waitForTimeout(800)
  const n = await page.locator('form.quiz').count()
  for (let q = 0; q < n; q++) { const f = page.locator('form.quiz').nth(q); const c = await f.locator('input[type=radio]').count(); let right = 0
    for (let k = 0; k < c; k++) { await f.locator('input[type=radio]').nth(k).check(); await f.getByRole('button').click(); const w = await f.locator('.explanation[data-open]').innerText(); if (/^(right|yes|correct)/i.test(w)) right++; else if (q===0 && k===0) console.log('first', w.slice(0,60)) }
    console.log(l, q, 'choices', c, 'right', right) }
}
// 13: sending
const t = page.locator('.try-it-button').first(); await t.click(); await page.waitForTimeout(2500); await page.evaluate(()=>scrollTo(0,0)); await page.waitForTimeout(300); console.log('tryit', await page.locator('.try-it-result').first().innerText()); await shot('13-sent')
const p13 = page.locator('section.predict').first(); await p13.scrollIntoViewIfNeeded(); console.log((await p13.innerText()).replace(/\n+/g,' | ').slice(0,300))
// 11: observability
await page.goto('http://localhost:3240/lessons/11-why-valkey/'); await page.waitForTimeout(600)
await page.locator('.lab').scrollIntoViewIfNeeded(); await page.waitForSelector('.claim'); 
const ob = page.locator('.claim').nth(3); await ob.scrollIntoViewIfNeeded()
await ob.getByText('one of its own').click(); await ob.getByRole('button', { name: 'Watch' }).click(); await page.waitForTimeout(3000)
await ob.getByRole('button', { name: 'Send 500 hits' }).click(); await page.waitForTimeout(1800)
const rows = async () => console.log('evalsha row:', (await ob.locator('tr', { hasText: 'eval' }).allInnerTexts()).join(' || '))
await rows(); await ob.getByRole('button', { name: 'Run a slow script' }).click(); await page.waitForTimeout(1800); await ob.getByRole('button', { name: 'Send 500 hits' }).click(); await page.waitForTimeout(2200); await rows()
await ob.screenshot({ path: '/tmp/cd-shots/click-observability.png' })
const p = page.locator('section.predict').first(); await p.scrollIntoViewIfNeeded(); await p.locator('input').fill('5'); await p.getByRole('button').first().click(); await page.waitForTimeout(3000); console.log((await p.innerText()).replace(/\n+/g,' | '))
await browser.close()
