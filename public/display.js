// Before the first paint. See volunteer/display/choices.ts.
try {
  Object.assign(document.documentElement.dataset, JSON.parse(localStorage.getItem('petition-pack-display')))
} catch (_) {}
