// The index of the correspondence by the rules that its schema cannot say.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';

import { build, everything, repository } from './edition.mjs';
import { breaches } from './schematron.mjs';

test('the index of the correspondence keeps the rules of its Schematron', async (t) => {
  const rules = await readFile(path.join(repository, 'tests/schemas/cmif.sch'), 'utf8');
  const site = await build(t, await everything(t), '--base-url', 'https://edition.example/');
  const index = await readFile(path.join(site, 'cmif.xml'), 'utf8');
  assert.ok(index.split('<correspDesc').length > 2, 'the edition has correspondence');
  assert.deepEqual(breaches(rules, index), []);
  // Each rule sees a fault, so that silence is known to be praise.
  const faults = {
    E0001: [/<correspAction type="sent">.*<\/correspAction>/, ''],
    E0002: [/<correspAction type="received">.*<\/correspAction>/, ''],
    E0003: ['source="#', 'source="#x'],
    E0004: [/<date when="[^"]*">/, '<date>'],
    W0001: [/xml:id="..../, 'xml:id="'],
  };
  for (const [code, [from, to]] of Object.entries(faults)) {
    const said = breaches(rules, index.replace(from, to));
    assert.ok(said.some((message) => message.includes(code)), `${code} is not seen: ${said}`);
  }
});
