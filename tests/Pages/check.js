// Opens pages in a headless Chromium and says what is wrong with them. Standard input: [{path, name, fleet, shots}]; standard output: one list
// of findings for each page. With a folder in shots, pictures of the page are left there: light, dark, print, and 360 pixels wide.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const pages = JSON.parse(readFileSync(0, 'utf8'));
const axe = readFileSync(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const results = [];
for (const page of pages) results.push(await check(page));
await browser.close();
process.stdout.write(JSON.stringify(results));

async function check({ path, name, fleet, shots }) {
  const found = [];
  const address = pathToFileURL(path).href;
  const context = await browser.newContext({ colorScheme: 'light', viewport: { width: 1400, height: 900 } });
  context.setDefaultTimeout(300000);
  const page = await context.newPage();
  page.on('console', m => found.push('console: ' + m.text()));
  page.on('pageerror', e => found.push('error: ' + e.message));
  page.on('request', r => { if (r.url() !== address) found.push('request: ' + r.url()); });
  page.on('dialog', d => { found.push('dialog: ' + d.message()); d.dismiss(); });
  await page.goto(address);

  for (const width of [1400, 768, 360]) {
    await page.setViewportSize({ width, height: 900 });
    const over = await page.evaluate(overflow);
    found.push(...over.map(o => `${width} px: ${o}`));
    if (shots && width === 360) await page.screenshot({ path: join(shots, name + '-360.png'), fullPage: !fleet });
  }

  await page.setViewportSize({ width: 1400, height: 900 });
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    if (!(fleet > 100)) found.push(...(await violations(page)).map(v => `axe, ${colorScheme}: ${v}`));
    if (shots) await page.screenshot({ path: join(shots, `${name}-${colorScheme}.png`), fullPage: !(fleet > 100) });
  }

  if (fleet) found.push(...(await useFleet(page, fleet)));
  if (shots && !(fleet > 100)) {
    await page.emulateMedia({ media: 'print', colorScheme: 'light' });
    await page.setViewportSize({ width: 794, height: 1123 });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > 794) found.push(`print: the page is ${wide} px wide, and the paper 794`);
    await page.screenshot({ path: join(shots, name + '-print.png'), fullPage: true });
  }

  await context.close();
  return found;
}

async function violations(page) {
  await page.evaluate(axe + ';0');
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
  return violations.map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + ' ' + (n.any[0]?.message ?? '')).join(' | ')}`);
}

// The page itself must not scroll sideways, and no text may leave its box, unless that box scrolls.
function overflow() {
  const found = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push(`the page is ${root.scrollWidth} px wide`);
  for (const element of document.querySelectorAll('body *:not(script)')) {
    if (element.closest('.scroll, details:not([open])')) continue;
    const box = element.getBoundingClientRect();
    if (box.width > 0 && box.right > root.clientWidth + 1) found.push(`${element.tagName} ${element.className} ends at ${Math.round(box.right)}`);
  }
  const crosses = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y + 3 < b.y + b.height && b.y + 3 < a.y + a.height;
  for (const svg of document.querySelectorAll('figure svg')) {
    const view = svg.viewBox.baseVal;
    const texts = [...svg.querySelectorAll('text')];
    for (const text of texts) {
      const box = text.getBBox();
      const other = texts.find(t => t !== text && crosses(t.getBBox(), box));
      if (other) found.push(`the texts '${text.textContent}' and '${other.textContent}' cross`);
      if (box.x < -1 || box.x + box.width > view.width + 1) found.push(`the text '${text.textContent}' leaves its picture`);
    }
  }
  return found.slice(0, 10);
}

// By keyboard alone: a heading sorts up and down, a word filters, a verdict filters.
async function useFleet(page, count) {
  const found = [];
  const must = (fits, what) => { if (!fits) found.push('fleet: ' + what); };
  const column = i => page.$$eval('#fleet tbody tr:not([hidden])', (rows, i) => rows.map(r => r.cells[i].dataset.v ?? r.cells[i].textContent), i);
  const sorted = (values, down) => {
    const numbers = values.filter(v => v !== '').map(v => (Number.isNaN(Number(v)) ? v.toLowerCase() : Number(v)));
    return numbers.every((v, i) => i === 0 || (down ? numbers[i - 1] >= v : numbers[i - 1] <= v))
      && values.slice(numbers.length).every(v => v === '');
  };
  must((await page.$$('#fleet tbody tr')).length === count, 'not every service has a row');
  await page.focus('#verdict');
  await page.keyboard.press('Tab'); // the box that scrolls
  await page.keyboard.press('Tab'); // the first heading
  must((await page.evaluate(() => document.activeElement.textContent)) === 'Service', 'Tab does not reach the first heading');
  await page.keyboard.press('Enter');
  must(sorted(await column(0), false), 'Enter does not sort by service');
  for (let i = 0; i < 4; i++) await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  must(sorted(await column(4), false), 'Space does not sort by budget');
  await page.keyboard.press('Space');
  must(sorted(await column(4), true), 'a second press does not turn the order');
  must((await page.getAttribute('#fleet th:nth-child(5)', 'aria-sort')) === 'descending', 'aria-sort does not say the order');
  await page.focus('#words');
  await page.keyboard.type('service-7');
  const named = await column(0);
  must(named.length > 0 && named.every(v => v.includes('service-7')), 'words do not filter');
  must((await page.textContent('#count')) === `${named.length} of ${count} services`, 'the count is not told');
  for (let i = 0; i < 9; i++) await page.keyboard.press('Backspace');
  must((await column(0)).length === count, 'no words do not show all');
  await page.focus('#verdict');
  await page.keyboard.press('ArrowDown');
  const verdict = await page.inputValue('#verdict');
  const verdicts = await page.$$eval('#fleet tbody tr:not([hidden])', rows => rows.map(r => r.dataset.verdict));
  must(verdict !== '' && verdicts.length > 0 && verdicts.every(v => v === verdict), 'a verdict does not filter');
  return found;
}
