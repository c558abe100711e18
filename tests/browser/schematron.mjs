// Schematron in as far as the tests need it: patterns of rules with assertions in XPath 2, without functions, variables or phases.

import fontoxpath from 'fontoxpath';
import { parseXmlDocument } from 'slimdom';

const { evaluateXPathToBoolean, evaluateXPathToNodes } = fontoxpath;
const sch = 'http://purl.oclc.org/dsdl/schematron';

/** What a document breaks of the rules of a schema: the message of each assertion that does not hold. */
export function breaches(schema, document) {
  const rules = parseXmlDocument(schema);
  const tree = parseXmlDocument(document);
  const below = (parent, name) => [...parent.childNodes].filter((node) => node.localName === name && node.namespaceURI === sch);
  const prefixes = new Map(below(rules.documentElement, 'ns').map((ns) => [ns.getAttribute('prefix'), ns.getAttribute('uri')]));
  const options = { namespaceResolver: (prefix) => prefixes.get(prefix) ?? (prefix === 'xml' ? 'http://www.w3.org/XML/1998/namespace' : null) };
  const found = [];
  for (const pattern of below(rules.documentElement, 'pattern')) {
    // Of the rules of a pattern the first one that fits a node counts (ISO/IEC 19757-3, 6.5).
    const done = new Set();
    for (const rule of below(pattern, 'rule')) {
      for (const node of evaluateXPathToNodes(`//${rule.getAttribute('context')}`, tree, null, null, options)) {
        if (done.has(node)) continue;
        done.add(node);
        for (const assert of below(rule, 'assert')) {
          const holds = evaluateXPathToBoolean(assert.getAttribute('test'), node, null, null, options);
          if (!holds) found.push(assert.textContent.replace(/\s+/g, ' ').trim());
        }
      }
    }
  }
  return found;
}
