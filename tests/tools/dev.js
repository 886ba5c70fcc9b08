/** `npm run dev`: the app with hot reload on http://localhost:5173, and the server rebuilt and restarted beside it. */
import { spawn } from 'node:child_process'
import { build, createServer } from 'vite'

const APP_URL = 'http://localhost:5173'

const builds = await build({ mode: 'development', build: { ssr: true, watch: {} } })
await new Promise((resolve) => {
  builds.on('event', ({ code }) => code === 'END' && resolve())
})
const server = spawn(process.execPath, ['--watch', 'dist/server/main.js'], {
  env: { ...process.env, PORT: '3000', PUBLIC_URL: APP_URL },
  stdio: 'inherit',
})
const app = await createServer()
await app.listen()
app.printUrls()

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    server.kill(signal)
    server.once('exit', () => process.exit(0))
  })
}
