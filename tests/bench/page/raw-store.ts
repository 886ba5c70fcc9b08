/** The floor: IndexedDB alone, one store without an index, strictly durable. */

export async function openRaw(name: string, rows: readonly unknown[]) {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name)
    request.onupgradeneeded = () => request.result.createObjectStore('rows', { keyPath: 'id' })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

  const putAll = (all: readonly unknown[]) =>
    new Promise<void>((resolve, reject) => {
      const transaction = db.transaction('rows', 'readwrite', { durability: 'strict' })
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error)
      for (const row of all) transaction.objectStore('rows').put(row)
    })

  for (let start = 0; start < rows.length; start += 500) await putAll(rows.slice(start, start + 500))
  return {
    put: (row: unknown) => putAll([row]),
    async remove() {
      db.close()
      await new Promise((resolve) => {
        indexedDB.deleteDatabase(name).onsuccess = resolve
      })
    },
  }
}
