// Every kind of page, as the HTML checker, a screen reader, a narrow screen, a printer and a reader see it.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import test, { before } from 'node:test';
import { pathToFileURL } from 'node:url';

import { browser, build, each, everything, files, folder, host, none, open, seed, serve } from './edition.mjs';

const require = createRequire(import.meta.url);
const axe = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');
const nu = path.join(path.dirname(require.resolve('vnu-jar/package.json')), 'build/dist/vnu.jar');

/** What Nu says without finding fault. */
const remarks = [
  // Data is no script and no browser runs it (HTML Living Standard, 4.12.1); the policy does not concern it.
  /^Inline script violates Content Security Policy .*<script type="application\/ld\+json">/s,
];

/** What axe cannot decide by itself, each with the reason why it is right. */
const undecided = [
  // A cell or a line that is scrolled out of a narrow box; on a wide screen axe sees the same colours and decides.
  { rule: 'color-contrast', inside: '.table, pre', said: /partially obscured by another element/ },
  // Letters in a drawing have the colours of other small print, on the same paper.
  { rule: 'color-contrast', inside: '.bars', said: /contains an image node/ },
];

// The edition says where it is published, as a real one does: below a path of another host.
const base = '/a/deep/path/';
const published = `https://edition.example${base}`;

let root, site, address, chromium, pages, looked;

before(async (t) => {
  root = await everything(t);
  site = await build(t, root, '--base-url', published);
  address = await host(t, site, base);
  chromium = await browser(t);
  pages = (await files(site)).filter((file) => file.endsWith('.html'));
  // The pages of the register of marks are alike, but for the signs, which the documents show too.
  looked = pages.filter((file) => !file.startsWith('apparatus/') || /(index|addition|handwritten|space)\.html$/.test(file));
  // Nor do the pages of one index differ but in length.
  const [entries, others] = [/^(people|places|organizations|archives|subjects|languages|chronology)\/(?!index)/, {}];
  looked = looked.filter((file) => {
    const [, index] = entries.exec(file) ?? [];
    return !index || /stalin|rgaspi|1948\./.test(file) || (others[index] = (others[index] ?? 0) + 1) < 2;
  });
});

const text = '[data-transcription]';

test('there is a page of every kind', () => {
  const kinds = ['index.html', 'documents/index.html', `documents/${seed}.html`, `documents/${seed}.cite.html`,
    'people/index.html', 'people/stalin.html', 'places/index.html', 'organizations/index.html', 'archives/index.html',
    'archives/rgaspi.html', 'archives/rgaspi.f-558.html', 'subjects/index.html', 'languages/index.html', 'languages/ru.html',
    'chronology/index.html', 'chronology/1948.html',
    'documents/every-sign.html', 'apparatus/index.html', 'apparatus/addition.html', 'transmission/index.html', 'method/index.html', 'search/index.html', 'cite/index.html', 'endings/index.html', 'errata/index.html', 'errata/1.1.html', 'about.html', '404.html'];
  assert.deepEqual(kinds.filter((page) => !pages.includes(page)), []);
});

test('the HTML checker finds nothing', async (t) => {
  // A page with a fault goes with them, so that silence is known to be praise.
  const faulty = await folder(t, 'faulty');
  await writeFile(path.join(faulty, 'index.html'), '<!doctype html><html lang="en"><title>Faulty</title><p align="left">');
  const fault = await host(t, faulty);
  // Asked for over HTTP, from this machine: from a disk Nu does not know what `'self'` means in the policy.
  const java = ['nu.validator.servlet.allow-forbidden-hosts=true', 'nu.validator.servlet.allowed-address-type=all'];
  const args = [...java.map((property) => `-D${property}`), '-jar', nu, '--format', 'json', '--stdout', '--exit-zero-always'];
  const run = (resolve, reject) =>
    execFile('java', [...args, fault, ...pages.map((page) => address + page)], { maxBuffer: 1 << 26 }, (error, out, said) =>
      error ? reject(new Error(said)) : resolve(out));
  const { messages } = JSON.parse(await new Promise(run));
  const found = messages.filter(({ message, type, extract }) => type !== 'info' || !remarks.some((remark) => remark.test(`${message} ${extract}`)));
  const [mistake, ...mistakes] = found.filter(({ url }) => url === fault);
  assert.ok(/align/.test(mistake?.message) && mistakes.length === 0, 'the HTML checker does not see a fault');
  none(found.filter(({ url }) => url !== fault).map(({ url, lastLine, message, extract }) => `${url.slice(address.length)}:${lastLine}: ${message} ${extract?.replace(/\s+/g, ' ')}`));
});

const screens = [
  { name: 'wide and light', settings: { colorScheme: 'light' } },
  { name: 'wide and dark', settings: { colorScheme: 'dark' } },
  { name: 'narrow and light', settings: { colorScheme: 'light', viewport: { width: 320, height: 700 } } },
  { name: 'narrow and dark', settings: { colorScheme: 'dark', viewport: { width: 320, height: 700 } } },
  { name: 'without scripts', settings: { javaScriptEnabled: false } },
  { name: 'with more contrast', settings: { contrast: 'more' } },
  { name: 'in colours of the reader’s own', settings: { forcedColors: 'active' } },
];

for (const { name, settings } of screens) {
  test(`${name}: accessible, whole, quiet`, async () => {
    const found = [];
    await each(looked, async (file) => {
      const { page, wrong, close } = await open(chromium, address + file, settings);
      for (const view of await views(page)) {
        await view.choose();
        const where = `${file}${view.name}`;
        // axe is a script itself, and takes the page's colours for those that the reader has put in their place.
        const not = settings.forcedColors ? ['color-contrast'] : [];
        if (settings.javaScriptEnabled !== false) found.push(...(await barriers(page, not)).map((barrier) => `${where}: ${barrier}`));
        found.push(...(await overflow(page)).map((what) => `${where}: ${what}`));
      }
      found.push(...wrong.map((what) => `${file}: ${what}`));
      await close();
    });
    none(found);
  });
}

test('a text at twice its size still fits the screen', async () => {
  const found = [];
  await each(looked, async (file) => {
    const { page, close } = await open(chromium, address + file, { viewport: { width: 640, height: 900 } });
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
    found.push(...(await overflow(page)).map((what) => `${file}: ${what}`));
    await close();
  });
  none(found);
});

test('on paper the text stands in full and the screen’s furniture is gone', async () => {
  for (const file of [`documents/${seed}.html`, 'documents/every-sign.html']) {
    const { page, close } = await open(chromium, address + file, { viewport: { width: 720, height: 1000 } });
    const words = await page.locator(text).first().innerText();
    await page.emulateMedia({ media: 'print' });
    assert.deepEqual(await overflow(page), [], file);
    assert.ok(await page.locator(text).first().isVisible());
    assert.equal(await page.locator('nav').filter({ visible: true }).count(), 0, `${file} prints its navigation`);
    assert.equal(await page.locator('input').filter({ visible: true }).count(), 0, `${file} prints its switch`);
    assert.ok(words.length > 0 && (await page.pdf()).length > 10_000);
    await close();
  }
});

test('the two views differ to the eye, not in the text', async () => {
  const { page, close } = await open(chromium, `${address}documents/${seed}.html`, { javaScriptEnabled: false });
  const area = () => page.locator(`${text} .label`).first().evaluate((label) => {
    const { width, height } = label.getBoundingClientRect();
    return width * height;
  });
  const content = () => page.locator(text).first().evaluate((part) => part.textContent);
  const before = await content();
  await page.locator('input[value=reading]').check({ force: true });
  assert.ok((await area()) <= 4, 'a label shows in the reading view');
  const display = await page.locator(`${text} :is(.label, .sign)`).evaluateAll((all) => all.map((part) => getComputedStyle(part).display));
  assert.ok(!display.includes('none'), 'a label is not spoken in the reading view');
  await page.locator('input[value=diplomatic]').check({ force: true });
  assert.ok((await area()) > 100, 'no label shows in the diplomatic view');
  assert.equal(await content(), before);
  await close();
});

test('the choice of view is remembered where scripts run, and is not part of the address', async () => {
  const { page, close } = await open(chromium, `${address}documents/${seed}.html`);
  await page.getByLabel('As transcribed').check({ force: true });
  assert.equal(page.url(), `${address}documents/${seed}.html`);
  await page.goto(`${address}documents/every-sign.html`);
  assert.ok(await page.locator('input[value=diplomatic]').isChecked());
  await page.goto(`${address}documents/${seed}.html`);
  assert.ok(await page.locator('input[value=diplomatic]').isChecked());
  await close();
});

test('it all works by keyboard', async () => {
  const { page, close } = await open(chromium, `${address}documents/${seed}.html`);
  await page.keyboard.press('Tab');
  const skip = page.locator(':focus');
  assert.match(await skip.innerText(), /^Skip to/);
  assert.ok((await skip.boundingBox()).height >= 16, 'the skip link does not show when it has the focus');
  await page.keyboard.press('Enter');
  const target = new URL(page.url()).hash;
  assert.equal(await page.locator(target).count(), 1);
  for (let presses = 0; presses < 200; presses++) {
    await page.keyboard.press('Tab');
    const focus = page.locator(':focus');
    if ((await focus.count()) === 0 || (await focus.evaluate((element) => element === document.body))) break;
    const outline = await focus.evaluate((element) => {
      const style = getComputedStyle(element);
      const label = element.labels?.[0] ? getComputedStyle(element.labels[0]) : style;
      return [style, label].some((one) => one.outlineStyle !== 'none' && parseFloat(one.outlineWidth) > 0);
    });
    assert.ok(outline, `no ring round ${await focus.evaluate((element) => element.outerHTML)}`);
  }
  await close();
});

test('nothing is written into a page that its policy would refuse', async () => {
  const found = [];
  await each(looked, async (file) => {
    const { page, close } = await open(chromium, address + file, { javaScriptEnabled: false });
    found.push(...(await page.evaluate(refused)).map((what) => `${file}: ${what}`));
    await close();
  });
  none(found);
});

test('every link leads somewhere', async () => {
  const links = [];
  const ids = new Map();
  await each(pages, async (file) => {
    const { page, close } = await open(chromium, address + file, { javaScriptEnabled: false });
    ids.set(file, await page.evaluate(() => [...document.querySelectorAll('[id]')].map((element) => element.id)));
    const written = await page.evaluate(() =>
      [...document.querySelectorAll('[href], [src]')].map((element) => element.getAttribute('href') ?? element.getAttribute('src')));
    for (const href of written) links.push({ file, href });
    await close();
  });
  const all = new Set(await files(site));
  const broken = [];
  for (const [file, list] of ids) {
    const twice = list.filter((id, at) => list.indexOf(id) !== at);
    if (twice.length > 0) broken.push(`${file} has ${twice} twice`);
  }
  for (const { file, href } of links) {
    const url = new URL(href, address + file);
    if (url.href.startsWith(published)) {
      if (!all.has(url.href.slice(published.length).split('#')[0] || 'index.html')) broken.push(`${file}: ${href}`);
      continue;
    }
    if (url.origin !== new URL(address).origin) continue;
    const to = decodeURIComponent(url.pathname.slice(base.length));
    const id = decodeURIComponent(url.hash.slice(1));
    const relative = file === '404.html' ? href.startsWith(base) || href.startsWith('#') : !href.startsWith('/');
    if (!relative || url.search !== '') broken.push(`${file}: ${href} does not work from a disk`);
    if (!all.has(to)) broken.push(`${file}: ${href} is no file`);
    else if (id && !ids.get(to)?.includes(id)) broken.push(`${file}: ${href} is no place in its page`);
  }
  none(broken);
  const reached = new Set(links.map(({ file, href }) => new URL(href, address + file).pathname.slice(base.length)));
  const lonely = pages.filter((page) => !reached.has(page) && page !== '404.html');
  none(lonely.map((page) => `no link leads to ${page}`));
});

test('the site opens from a disk', async (t) => {
  // Without an address, 404.html too is made for the place where it lies.
  const home = await build(t, root);
  await each(looked.filter((page) => page !== '404.html'), async (file) => {
    const { page, wrong, close } = await open(chromium, pathToFileURL(path.join(home, file)).href);
    const styled = await page.evaluate(() => getComputedStyle(document.body).fontFamily !== getComputedStyle(document.createElement('p')).fontFamily
      && [...document.styleSheets].length > 0);
    assert.ok(styled, `${file} has no style sheet when it is opened from a disk`);
    assert.deepEqual(wrong, [], file);
    await close();
  });
});

test('the preview serves the same pages', async (t) => {
  const preview = await serve(t, root);
  await each(looked.filter((page) => page !== '404.html'), async (file) => {
    const { page, wrong, close } = await open(chromium, preview + file);
    assert.deepEqual(wrong, [], file);
    assert.deepEqual(await page.evaluate(() => document.querySelector('h1')?.textContent.length > 0), true, file);
    await close();
  });
  const lost = await fetch(`${preview}documents/no-such-document.html`);
  assert.equal(lost.status, 404);
});

/** The views of a page: one for most pages, two where the text has signs. */
async function views(page) {
  const switches = await page.locator('input[name=view]').all();
  if (switches.length === 0) return [{ name: '', choose: async () => {} }];
  return Promise.all(switches.map(async (input) => {
    const name = ` (${await input.getAttribute('value')})`;
    return { name, choose: () => input.check({ force: true }) };
  }));
}

/** What axe finds, and what it cannot decide and nobody has explained. */
async function barriers(page, not) {
  await page.evaluate(axe);
  const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const rules = Object.fromEntries(not.map((rule) => [rule, { enabled: false }]));
  const { violations, incomplete } = await page.evaluate(
    (options) => globalThis.axe.run(document, options),
    { runOnly: { type: 'tag', values }, rules, resultTypes: ['violations', 'incomplete'] },
  );
  const nodes = (rules) => rules.flatMap((rule) => rule.nodes.map((node) => ({ rule: rule.id, ...node })));
  const open = [];
  for (const node of nodes(incomplete)) {
    const known = undecided.filter(({ rule, said }) => rule === node.rule && said.test(node.failureSummary));
    const inside = known.map((one) => page.locator(node.target.join(' ')).first().evaluate((element, box) => element.closest(box) !== null, one.inside));
    if (!(await Promise.all(inside)).includes(true)) open.push(node);
  }
  return [...nodes(violations), ...open].map(({ rule, target, html, failureSummary }) =>
    `${rule}: ${target} ${html.slice(0, 120)} ${failureSummary?.replace(/\s+/g, ' ')}`);
}

/** What makes a page scroll sideways. */
function overflow(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.body.querySelectorAll('*')].filter((element) =>
      element.getBoundingClientRect().right > width + 1 || (element.scrollWidth > width && getComputedStyle(element).overflowX === 'visible'));
    return wide.slice(0, 3).map((element) => `wider than the screen: ${element.outerHTML.slice(0, 100).replace(/\s+/g, ' ')}`)
      .concat(`the page is ${document.documentElement.scrollWidth} wide, the screen ${width}`);
  });
}

/** What the page holds against its own rules. Runs in the page. */
function refused() {
  const found = [];
  const say = (what, element) => found.push(`${what}: ${element.outerHTML.slice(0, 120)}`);
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (name === 'style') say('a style attribute', element);
      if (name.startsWith('on')) say('a script in an attribute', element);
      if (['href', 'src', 'action'].includes(name) && /^\s*(javascript|data|vbscript):/i.test(value)) say('an address that runs', element);
    }
  }
  for (const script of document.querySelectorAll('script:not([src])')) {
    if (script.type !== 'application/ld+json') say('an inline script', script);
  }
  for (const style of document.querySelectorAll('style')) say('an inline style sheet', style);
  const [first] = document.head.children;
  const policy = first?.httpEquiv === 'Content-Security-Policy' ? first.content : '';
  if (!policy.includes("default-src 'none'")) found.push('no strict policy stands first in the head');
  if (/unsafe|\*|https?:/.test(policy)) found.push(`the policy is not strict: ${policy}`);
  return found;
}

test('an index is put in the order of its columns, and stands in its own order without scripts', async () => {
  const { page, wrong, close } = await open(chromium, `${address}people/index.html`);
  const counts = () => page.locator('table tbody td.number').allInnerTexts();
  const names = await page.locator('table tbody th').allInnerTexts();
  await page.getByRole('button', { name: 'Documents' }).click();
  const sorted = (await counts()).map(Number);
  assert.deepEqual(sorted, [...sorted].sort((one, other) => other - one));
  assert.equal(await page.locator('th[aria-sort=descending]').count(), 1);
  await page.getByRole('button', { name: 'Name' }).click();
  assert.deepEqual((await page.locator('table tbody th').allInnerTexts()).toSorted(), names.toSorted());
  none(wrong);
  await close();
});

test('a name in a text leads to its page, and the page back to the paragraph', async () => {
  const { page, wrong, close } = await open(chromium, `${address}documents/every-sign.html`);
  await page.locator(`${text} a[href$="places/pyongyang.html"]`).first().click();
  await page.waitForURL(/places\/pyongyang\.html$/);
  await page.locator('.quote a[href*="every-sign.html#p"]').first().click();
  await page.waitForURL(/every-sign\.html#p\d+$/);
  assert.match(await page.locator(':target').innerText(), /Pyongyang/);
  none(wrong);
  await close();
});
