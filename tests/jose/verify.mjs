// node verify.mjs FILE JWKFILE TYP
//
// Verifies FILE, one signed file of the app (JWS, general JSON serialisation), against the public key in JWKFILE, with a
// JOSE library the app shares no code with. Prints the payload; anything not right is said on stderr, with exit code 1.

import { readFile } from 'node:fs/promises';
import { argv, exit, stderr, stdout } from 'node:process';
import { calculateJwkThumbprint, generalVerify, importJWK } from 'jose';

async function verify(file, keyFile, typ) {
  const jws = JSON.parse(await readFile(file, 'utf8'));
  const jwk = JSON.parse(await readFile(keyFile, 'utf8'));
  if (jws.signatures.length !== 1) throw new Error(`${jws.signatures.length} signatures, not one`);
  if (jws.signatures[0].header !== undefined) throw new Error('an unprotected header');

  const key = await importJWK(jwk, 'ES256');
  const { payload, protectedHeader } = await generalVerify(jws, key, { algorithms: ['ES256'] });

  const expected = { alg: 'ES256', kid: await calculateJwkThumbprint(jwk), typ };
  const names = Object.keys(protectedHeader).sort().join(' ');
  if (names !== 'alg kid typ') throw new Error(`the protected header has ${names}`);
  for (const [name, value] of Object.entries(expected)) {
    if (protectedHeader[name] !== value) throw new Error(`${name} is ${protectedHeader[name]}, not ${value}`);
  }
  return payload;
}

if (argv.length !== 5) {
  stderr.write('usage: node verify.mjs FILE JWKFILE TYP\n');
  exit(1);
}
try {
  stdout.write(await verify(argv[2], argv[3], argv[4]));
} catch (error) {
  stderr.write(`not valid: ${error.message}\n`);
  exit(1);
}
