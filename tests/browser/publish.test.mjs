// What `edition publish` pushes, as GitHub Pages shows it: below the name of a repository, and from a disk.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readFile, stat } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import test, { before } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

import { browser, edition, everything, files, folder, none, open, seed } from './edition.mjs';

const base = '/letters/';
const published = `https://doe.github.io${base}`;

let site, pushed, address, chromium;

async function git(at, ...args) {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  return (await promisify(execFile)('git', ['-C', at, ...args], { env })).stdout;
}

/** As GitHub Pages does: a file without its ending, a folder with a slash, `404.html` for what is not there. */
async function pages(t, site) {
  const types = { css: 'text/css', html: 'text/html', js: 'text/javascript', svg: 'image/svg+xml', png: 'image/png' };
  const isFile = async (file) => (await stat(file).catch(() => undefined))?.isFile() === true;
  const server = http.createServer(async (request, response) => {
    const asked = decodeURIComponent(new URL(request.url, 'http://host/').pathname);
    const send = async (status, file) => {
      response.writeHead(status, { 'content-type': types[path.extname(file).slice(1)] ?? 'application/octet-stream', 'cache-control': 'max-age=600' });
      response.end(await readFile(file));
    };
    if (!asked.startsWith(base)) return response.writeHead(404).end();
    const wanted = path.join(site, asked.slice(base.length));
    if (asked.endsWith('/') && (await isFile(path.join(wanted, 'index.html')))) return send(200, path.join(wanted, 'index.html'));
    if (await isFile(wanted)) return send(200, wanted);
    if (!asked.endsWith('/') && (await isFile(`${wanted}.html`))) return send(200, `${wanted}.html`);
    if (!asked.endsWith('/') && (await isFile(path.join(wanted, 'index.html')))) return response.writeHead(301, { location: `${asked}/` }).end();
    return send(404, path.join(site, '404.html'));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  t.after(() => new Promise((done) => server.close(done) && server.closeAllConnections()));
  return `http://127.0.0.1:${server.address().port}${base}`;
}

before(async (t) => {
  const root = await everything(t);
  const remote = await folder(t, 'remote');
  await git(remote, 'init', '--quiet', '--bare');
  await git(root, 'init', '--quiet', '--initial-branch', 'main');
  for (const [name, value] of [['user.name', 'Jane Doe'], ['user.email', 'doe@edition.example']]) await git(root, 'config', name, value);
  await git(root, 'remote', 'add', 'origin', remote);
  await edition('publish', '--root', root, '--base-url', published);
  site = path.join(await folder(t, 'clone'), 'site');
  await mkdir(site);
  await git(remote, '--work-tree', site, 'checkout', '--quiet', 'gh-pages', '--', '.');
  pushed = await files(site);
  address = await pages(t, site);
  chromium = await browser(t);
});

test('every link leads to a page and a place that are there', async () => {
  const todo = [''];
  const seen = new Set(todo);
  const links = [];
  const ids = new Map();
  const { page, close } = await open(chromium, address, { javaScriptEnabled: false });
  while (todo.length > 0) {
    const at = todo.pop();
    const response = await page.goto(address + at);
    assert.equal(response.status(), 200, at);
    ids.set(at, await page.evaluate(() => [...document.querySelectorAll('[id]')].map((element) => element.id)));
    const hrefs = await page.evaluate(() => [...document.querySelectorAll('a[href]')].map((element) => element.href));
    for (const href of hrefs.filter((one) => one.startsWith(address))) {
      const [to, place] = href.slice(address.length).split('#');
      links.push({ at, to, place });
      if (!/\.html$|\/$|^$/.test(to) || seen.has(to)) continue;
      seen.add(to);
      todo.push(to);
    }
    const rooted = hrefs.filter((href) => href.startsWith(new URL(address).origin) && !href.startsWith(address));
    none(rooted.map((href) => `${at}: ${href} leaves the edition`));
  }
  none(links.filter(({ to }) => to !== '' && !pushed.includes(decodeURI(to))).map(({ at, to }) => `${at}: ${to} is no file`));
  none(links.filter(({ to, place }) => place && ids.has(to) && !ids.get(to).includes(decodeURIComponent(place))).map(({ at, to, place }) => `${at}: ${to}#${place}`));
  const reached = pushed.filter((file) => file.endsWith('.html') && file !== '404.html' && file !== 'index.html');
  none(reached.filter((file) => !seen.has(encodeURI(file))).map((file) => `no link leads to ${file}`));
  assert.ok(seen.has(`documents/${seed}.html`));
  await close();
});

test('an address that is not there shows our page, with its style, at any depth', async () => {
  for (const lost of ['nothing', 'documents/no/such/document.html']) {
    const { page, close } = await open(chromium, address);
    const answered = [];
    page.on('response', (response) => answered.push([response.status(), response.url()]));
    const response = await page.goto(address + lost);
    assert.equal(response.status(), 404);
    assert.match(await page.locator('h1').innerText(), /no page at this address/);
    none(answered.filter(([status, url]) => status !== 200 && url !== address + lost).map(String));
    assert.ok(answered.some(([status, url]) => status === 200 && url.endsWith('edition.css')));
    await page.getByRole('link', { name: 'All documents' }).click();
    assert.equal(page.url(), `${address}documents/index.html`);
    await close();
  }
});

test('a page is found without its ending too, and its links hold', async () => {
  const { page, wrong, close } = await open(chromium, `${address}documents/${seed}`);
  await page.locator('header.site a.edition').click();
  assert.equal(page.url(), `${address}index.html`);
  await page.goto(`${address}documents`);
  assert.equal(page.url(), `${address}documents/`);
  await page.locator(`a[href="${seed}.html"]`).first().click();
  assert.equal(page.url(), `${address}documents/${seed}.html`);
  assert.deepEqual(wrong, []);
  await close();
});

test('the same files open from a disk', async () => {
  for (const file of ['index.html', `documents/${seed}.html`, 'endings/index.html']) {
    const { page, wrong, close } = await open(chromium, pathToFileURL(path.join(site, file)).href);
    assert.ok(await page.evaluate(() => document.styleSheets.length > 0), file);
    assert.deepEqual(wrong, [], file);
    await close();
  }
});

test('no file is hidden from Jekyll, and none of ours goes with them', () => {
  assert.ok(pushed.includes('.nojekyll'));
  assert.deepEqual(pushed.filter((file) => path.basename(file).startsWith('.')), ['.nojekyll']);
});
