// node jose.mjs <REQUESTS >ANSWERS
//
// What npm's `jose`, a library the app shares no code with, makes of signed files and keys. jose.py does the same with another library;
// tests/support/jose.rs asks both. A request is one line of JSON, and so is its answer, in the same order:
//
//   {"verify": FILE, "key": JWK or JWK set, "algorithms": […]}   the library's own rules only, nothing of the app's profile
//       {"payload": TEXT, "header": {…}}
//   {"sign": TEXT, "header": {…}, "key": private JWK}            general JSON serialisation
//       {"file": TEXT}
//   {"thumbprint": JWK}                                          RFC 7638, SHA-256
//       {"thumbprint": TEXT}
//
// What the library refuses is answered by {"error": TEXT}.

import { readFileSync } from 'node:fs';
import {
  GeneralSign, calculateJwkThumbprint, compactVerify, createLocalJWKSet, flattenedVerify, generalVerify, importJWK,
} from 'jose';

async function verify({ verify: file, key: jwk, algorithms }) {
  const key = jwk.keys ? createLocalJWKSet(jwk) : await importJWK(jwk, algorithms[0]);
  const verified = await verifyAny(file, key, { algorithms });
  return { payload: new TextDecoder().decode(verified.payload), header: verified.protectedHeader };
}

function verifyAny(file, key, options) {
  if (!file.startsWith('{')) return compactVerify(file, key, options);
  const jws = JSON.parse(file);
  return jws.signatures ? generalVerify(jws, key, options) : flattenedVerify(jws, key, options);
}

async function sign({ sign: payload, header, key: jwk }) {
  const key = await importJWK(jwk, header.alg);
  const signed = new GeneralSign(new TextEncoder().encode(payload)).addSignature(key).setProtectedHeader(header);
  return { file: JSON.stringify(await signed.sign()) };
}

async function answer(request) {
  try {
    if ('verify' in request) return await verify(request);
    if ('sign' in request) return await sign(request);
    return { thumbprint: await calculateJwkThumbprint(request.thumbprint) };
  } catch (error) {
    return { error: `${error.name}: ${error.message}` };
  }
}

for (const line of readFileSync(0, 'utf8').split('\n').slice(0, -1)) {
  console.log(JSON.stringify(await answer(JSON.parse(line))));
}
