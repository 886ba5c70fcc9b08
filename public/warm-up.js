// Browsers take their time to open what they keep: they do it while the app's code is still on its way.
try {
  navigator.storage.getDirectory().catch(() => undefined)
  const request = indexedDB.open('petition-pack')
  // There is none yet, and it is the app that makes it.
  request.onupgradeneeded = () => request.transaction.abort()
  request.onerror = (event) => event.preventDefault()
  request.onsuccess = () => request.result.close()
} catch {
  // Whatever is wrong, the app says it.
}
