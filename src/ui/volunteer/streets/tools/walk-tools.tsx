import { Route, Switch } from 'wouter'
import { DoorId, type StreetId } from '#domain/ids.ts'
import { AddDoorPage } from './add-door-page.tsx'
import { ByHandPage } from './by-hand-page.tsx'
import { OrderPage } from './order-page.tsx'
import { SeveralPage } from './several-page.tsx'

// One chunk: what a walk needs beside its list and the knock.
export { DoorAids } from '../../safety/aids.tsx'
export { CheckIn } from '../../safety/check-in.tsx'
export { BuildingList } from './building-list.tsx'
export { CallBackChoice } from './call-back-choice.tsx'
export { DoorTools } from './door-tools.tsx'
export { takeBack } from './take-back.ts'
export { AfterLast, WalkHead } from './walk-head.tsx'

export function ToolRoutes({ street }: { street: StreetId }) {
  return (
    <Switch>
      <Route path="/streets/:street/order">
        <OrderPage street={street} />
      </Route>
      <Route path="/streets/:street/by-hand">
        <ByHandPage street={street} />
      </Route>
      <Route path="/streets/:street/add">
        <AddDoorPage street={street} />
      </Route>
      <Route path="/streets/:street/several/:door?">
        {({ door }) => <SeveralPage street={street} first={DoorId.safeParse(door).data} />}
      </Route>
    </Switch>
  )
}
