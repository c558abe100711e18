// What the tests share: the binary, the sample edition and more, a browser, and a server that only hands out files.

import assert from 'node:assert/strict';
import { spawn, execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { chromium } from 'playwright-core';

const here = path.dirname(fileURLToPath(import.meta.url));

/** The repository, which is the folder of the sample edition too. */
export const repository = path.resolve(here, '../..');

const binary = process.env.EDITION_BINARY ?? path.join(repository, 'target/debug/edition');

/** The document that all of this is about. */
export const seed = '1948-10-12-stalin-to-kim-il-sung';

/** Runs `edition` and gives what it printed; fails with its diagnostics where it fails. */
export async function edition(...args) {
  const { stdout } = await promisify(execFile)(binary, args, { maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

/** A new empty folder, gone when the tests of the file are over. */
export async function folder(t, name = 'folder') {
  const made = await mkdtemp(path.join(tmpdir(), `edition-${name}-`));
  t.after(() => rm(made, { recursive: true, force: true }));
  return made;
}

/** A copy of the sample edition: its settings and content; the theme is the one in the program. */
export async function sample(t) {
  const copy = await folder(t, 'sample');
  for (const name of ['site.toml', 'content']) {
    await cp(path.join(repository, name), path.join(copy, name), { recursive: true });
  }
  return copy;
}

/** The sample edition with documents and an essay that use everything there is. */
export async function everything(t) {
  const copy = await sample(t);
  const more = path.join(here, 'everything');
  await mkdir(path.join(copy, 'content/pages'), { recursive: true });
  await cp(path.join(more, 'documents'), path.join(copy, 'content/documents'), { recursive: true });
  await cp(path.join(more, 'registers'), path.join(copy, 'content/registers'), { recursive: true });
  await cp(path.join(more, 'releases'), path.join(copy, 'releases'), { recursive: true });
  await cp(path.join(more, 'pages'), path.join(copy, 'content/pages'), { recursive: true });
  const settings = path.join(copy, 'site.toml');
  const text = await readFile(settings, 'utf8');
  await writeFile(settings, text.replace('[edition]', '[edition]\nreport = "mailto:editors@edition.example"'));
  return copy;
}

/** Does some work for each of a list, two at a time: a page that is looked at leaves a processor free for the next. */
export async function each(list, work) {
  const left = [...list];
  const hand = async () => {
    while (left.length > 0) await work(left.shift());
  };
  await Promise.all([hand(), hand()]);
}

/** Builds the edition in a folder and says where. */
export async function build(t, root, ...args) {
  const out = path.join(await folder(t, 'site'), 'public');
  await edition('build', '--root', root, '--out', out, ...args);
  return out;
}

/** Starts `edition serve` and says at which address. */
export async function serve(t, root) {
  const server = spawn(binary, ['serve', '--root', root, '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  server.stderr.on('data', (data) => (said += data));
  const gone = new Promise((done) => server.once('exit', done));
  t.after(async () => {
    server.kill('SIGINT');
    const late = setTimeout(() => server.kill('SIGKILL'), 5000);
    await gone;
    clearTimeout(late);
  });
  const line = await new Promise((resolve, reject) => {
    createInterface({ input: server.stdout }).once('line', resolve);
    gone.then(() => reject(new Error(`edition serve ended before it named its address:\n${said}`)));
  });
  if (!/^http:\/\/127\.0\.0\.1:\d+\/$/.test(line)) throw new Error(`the first line of edition serve is ${line}`);
  return line;
}

const types = {
  css: 'text/css', html: 'text/html', ico: 'image/x-icon', jpg: 'image/jpeg', js: 'text/javascript', json: 'application/json',
  md: 'text/markdown', png: 'image/png', svg: 'image/svg+xml', txt: 'text/plain', woff2: 'font/woff2', xml: 'application/xml',
};

/** Hands out the files of a built site below a path, as a host of static pages does. */
export async function host(t, site, base = '/') {
  const server = http.createServer(async (request, response) => {
    const asked = decodeURIComponent(new URL(request.url, 'http://host/').pathname);
    const wanted = asked.startsWith(base) ? path.join(site, asked.slice(base.length)) : undefined;
    const file = asked.endsWith('/') && wanted ? path.join(wanted, 'index.html') : wanted;
    const body = file && (await readFile(file).catch(() => undefined));
    const type = types[path.extname(file ?? '').slice(1)] ?? 'application/octet-stream';
    response.writeHead(body ? 200 : 404, { 'content-type': `${type}; charset=utf-8` });
    response.end(body);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  t.after(() => new Promise((done) => server.close(done) && server.closeAllConnections()));
  return `http://127.0.0.1:${server.address().port}${base}`;
}

/** A browser, closed when the tests of the file are over. */
export async function browser(t) {
  const opened = await chromium.launch({
    executablePath: process.env.EDITION_CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
    ],
  });
  t.after(() => opened.close());
  return opened;
}

/** A new page in a browser of its own settings, and a list of all that went wrong in it. */
export async function open(browser, address, settings = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...settings });
  const page = await context.newPage();
  const wrong = [];
  const home = new URL(address);
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) wrong.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => wrong.push(`script: ${error.message}`));
  page.on('request', (request) => {
    const to = new URL(request.url());
    if (to.protocol !== home.protocol || to.host !== home.host) wrong.push(`asks another host: ${to}`);
  });
  page.on('requestfailed', (request) => {
    const failure = request.failure()?.errorText;
    // A page that is left ends its stream of news from the preview, and asks for its icon no longer; one that is not there is an answer.
    const left = /^\/-\/reload$|\/assets\/icon\.svg$/.test(new URL(request.url()).pathname) && failure === 'net::ERR_ABORTED';
    if (!left) wrong.push(`fails: ${request.url()} ${failure}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) wrong.push(`answers ${response.status()}: ${response.url()}`);
  });
  await page.goto(address, { waitUntil: 'load' });
  return { page, wrong, close: () => context.close() };
}

/** The text of the transcription by the rule of exactness: without what was generated, white space collapsed. */
export function exactText(page) {
  return page.evaluate(() => {
    const texts = [...document.querySelectorAll('[data-transcription]')].map((transcription) => {
      const copy = transcription.cloneNode(true);
      for (const generated of copy.querySelectorAll('[data-generated]')) generated.remove();
      return copy.textContent;
    });
    return texts.join('\n').replace(/[ \t\n\f\r]+/g, ' ').trim();
  });
}

/** White space as HTML collapses it. */
export function collapse(text) {
  return text.replace(/[ \t\n\f\r]+/g, ' ').trim();
}

/** Fails with everything that was found, each thing once. */
export function none(found) {
  const list = [...new Set(found)];
  if (list.length > 0) assert.fail(`${list.length} found:\n${list.slice(0, 40).map((what) => `- ${what}`).join('\n')}`);
}

/** The files below a folder, as addresses, in order. */
export async function files(site, below = '') {
  const found = [];
  for (const entry of await readdir(path.join(site, below), { withFileTypes: true })) {
    const address = below ? `${below}/${entry.name}` : entry.name;
    if (entry.isDirectory()) found.push(...(await files(site, address)));
    else found.push(address);
  }
  return found.sort();
}
