// The service worker: keeps one complete version of the app on the tablet and serves it without a network.
//
// `wenlou-site finish` fills in the version and the list of files and writes the result to `sw.js`, which the app
// registers as './sw.js'. What it promises:
//
// - A version is installed whole or not at all: every file is fetched past the HTTP cache and must have the listed
//   SHA-256, so half of an update, or a login page of a public network, never gets in.
// - A new version waits until all tabs of the old one are closed, or a tab asks it to take over.
// - The old version's files are deleted only once the new one is in control.
// - Files come from the cache first; any other address to navigate to within the scope is the field app's page.
// - Every file is handed out under the page's policy, which a worker can't be given otherwise, and for no other site to put into a frame.
//
// Messages it understands:
//
//   to `registration.active`, with a MessagePort to answer on:
//     { type: 'status' }  →  { ready: boolean, version: string, files: number }
//     `ready` means that every file is in the cache now and the app will start without a network.
//   to `registration.waiting`:
//     { type: 'take-over' }  →  no answer; every tab gets 'controllerchange' and has to reload itself.

'use strict';

const VERSION = '{{version}}';
const POLICY = "{{policy}}; frame-ancestors 'none'";
const FILES = [
  // {{files}}
];

const SCOPE = new URL('./', self.location.href);
// Several copies of the app may live on one origin under different paths; each owns only its own caches.
const CACHE_PREFIX = `wenlou ${SCOPE.pathname} `;
const CACHE = CACHE_PREFIX + VERSION;

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method === 'GET' && url.origin === SCOPE.origin && url.pathname.startsWith(SCOPE.pathname)) {
    event.respondWith(answer(event.request, url));
  }
});
self.addEventListener('message', (event) => {
  const type = event.data && event.data.type;
  if (type === 'status' && event.ports[0]) {
    event.waitUntil(status().then((answer) => event.ports[0].postMessage(answer)));
  } else if (type === 'take-over') {
    event.waitUntil(self.skipWaiting());
  }
});

async function install() {
  try {
    const responses = await Promise.all(FILES.map(([address, hash]) => fetchChecked(address, hash)));
    const cache = await caches.open(CACHE);
    await Promise.all(FILES.map(([address], index) => cache.put(new URL(address, SCOPE), responses[index])));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function fetchChecked(address, hash) {
  const response = await fetch(new URL(address, SCOPE), { cache: 'reload', credentials: 'same-origin' });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const bytes = await response.arrayBuffer();
  if (hex(await crypto.subtle.digest('SHA-256', bytes)) !== hash) throw new Error(`${address} is of another version`);
  // A fresh response: one that came by a redirect could not answer a navigation.
  const headers = { 'Content-Type': response.headers.get('Content-Type') || '', 'Content-Security-Policy': POLICY };
  return new Response(bytes, { headers });
}

function hex(buffer) {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function activate() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(CACHE_PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
  // So that the very first page works without a network before it is loaded again.
  await self.clients.claim();
}

async function answer(request, url) {
  const cache = await caches.open(CACHE);
  const known = await cache.match(new URL(url.pathname, SCOPE));
  const isPage = request.mode === 'navigate' || url.pathname.endsWith('/index.html');
  return known || (isPage && (await cache.match(SCOPE))) || fetch(request);
}

async function status() {
  const cache = await caches.open(CACHE);
  const found = await Promise.all(FILES.map(([address]) => cache.match(new URL(address, SCOPE))));
  return { ready: found.every(Boolean), version: VERSION, files: found.filter(Boolean).length };
}
