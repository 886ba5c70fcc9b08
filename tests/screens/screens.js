/** `npm run screens` takes every screen at phone size from the demo, into `src/ui/screens/`, for people to look at. */
import { runnerImport } from 'vite'

const { module } = await runnerImport(new URL('take-screens.ts', import.meta.url).pathname)
await module.takeScreens()
