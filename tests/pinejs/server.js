// A pinejs server over the model beside this file, for `cargo xtask pinejs-test`: PORT and DATABASE_URL say where.
// Beside the model it has what a test needs: POST /reset empties the tables, /refuse/N answers 429 to the next N
// requests.
'use strict';
const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');
const { pathToFileURL } = require('url');
// The packages are installed elsewhere, in the folder that the process starts in.
const packages = createRequire(path.join(process.cwd(), 'package.json'));
const express = packages('express');
const { Pool } = packages('pg');

const app = express();
app.use(express.json({ strict: false }));
const pool = new Pool({ connectionString: process.env.DATABASE_URL });
let refusals = 0;

app.post('/reset', async (_request, response) => {
  await pool.query('TRUNCATE "gadget tag", "gadget", "fleet" RESTART IDENTITY CASCADE');
  refusals = 0;
  response.sendStatus(204);
});
app.post('/refuse/:count', (request, response) => {
  refusals = Number(request.params.count);
  response.sendStatus(204);
});
app.use((request, response, next) => {
  if (refusals > 0) {
    refusals -= 1;
    response.set('Retry-After', '1').status(429).json('Too Many Requests');
  } else if (request.get('Authorization') === 'Bearer expired') {
    response.status(401).end();
  } else {
    next();
  }
});

const model = {
  apiRoot: 'v1',
  modelName: 'gadgets',
  modelText: fs.readFileSync(path.join(__dirname, 'gadgets.sbvr'), 'utf8'),
};
const config = { models: [model], users: [{ username: 'guest', password: 'guest', permissions: ['resource.all'] }] };
import(pathToFileURL(packages.resolve('@balena/pinejs')))
  .then((pinejs) => pinejs.init(app, config))
  .then(() => app.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('ready')))
  .catch((error) => {
    console.error(error);
    process.exit(1);
  });
