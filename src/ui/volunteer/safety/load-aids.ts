import { lazy } from 'react'
import { loadTools } from '../streets/load-tools.ts'
import type { DoorAidsProps } from './aids.tsx'

/** With the walk's tools, in one chunk. Where that can't be loaded, a door is a door all the same. */
const aids = () => loadTools().catch(() => ({ DoorAids: (_: DoorAidsProps) => null, CheckIn: () => null }))

export const DoorAids = lazy(async () => ({ default: (await aids()).DoorAids }))
export const CheckIn = lazy(async () => ({ default: (await aids()).CheckIn }))
