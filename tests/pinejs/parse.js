// Reads the file of PINEJS_FILTERS, a JSON object a line with `url` and `tree`; exits with 1 if the server's own parser
// refuses a URL or reads another tree from it. A second argument names the file for the first lines with the parser's
// word.
'use strict';
const fs = require('fs');
const path = require('path');
const { isDeepStrictEqual } = require('util');
const { createRequire } = require('module');
const parser = createRequire(path.join(process.cwd(), 'package.json'))('@balena/odata-parser');

const [source, recording, count] = process.argv.slice(2);
const plain = (value) => JSON.parse(JSON.stringify(value));

// Values stand in a list beside the tree; here each is put into its place.
function filled(tree, binds) {
  if (Array.isArray(tree)) return tree.map((one) => filled(one, binds));
  if (tree === null || typeof tree !== 'object') return tree;
  if ('bind' in tree) return binds[tree.bind];
  return Object.fromEntries(Object.entries(tree).map(([name, one]) => [name, filled(one, binds)]));
}

let failed = 0;
const first = [];
const lines = fs.readFileSync(source, 'utf8').trim().split('\n');
for (const line of lines) {
  const { url, tree } = JSON.parse(line);
  let read;
  try {
    const parsed = plain(parser.parse(url, { startRule: 'Process' }));
    read = filled(parsed.tree.options.$filter, parsed.binds);
  } catch (error) {
    read = String(error);
  }
  if (first.length < Number(count)) first.push(JSON.stringify({ url, tree: read }));
  if (!isDeepStrictEqual(read, tree)) {
    failed += 1;
    if (failed <= 5) console.error(`${url}\n  meant ${JSON.stringify(tree)}\n  read  ${JSON.stringify(read)}`);
  }
}
if (recording && failed === 0) fs.writeFileSync(recording, first.join('\n') + '\n');
console.log(`${lines.length - failed} of ${lines.length} filters are read as they were meant`);
process.exit(failed === 0 ? 0 : 1);
