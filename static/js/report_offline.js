// The service worker: a report's form that was opened opens again without a network, with what its page needs.
// Everything else goes to the network as if this weren't here.
const KEPT = "report-forms";
const FORM = /^\/[^/]+\/reports\/\d{4}-\d{2}\/[^/]+\/edit\/$/;

const keep = async (request, response) => {
  if (response.ok && !response.redirected) await (await caches.open(KEPT)).put(request, response.clone());
  return response;
};
const networkFirst = async (request) => {
  try {
    return await keep(request, await fetch(request));
  } catch (error) {
    const kept = await caches.match(request, { ignoreSearch: true, ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  const isForm = request.mode === "navigate" && FORM.test(pathname);
  if (isForm || pathname.startsWith("/static/")) event.respondWith(networkFirst(request));
});
