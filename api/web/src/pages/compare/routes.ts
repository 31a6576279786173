import { lazy } from 'react';
import type { Route } from '../../app/route';

const compare = () => import('./ComparePage');

export const routes: Route[] = [
  { path: '/candidates/:id', page: lazy(compare), ahead: compare, full: true },
  { path: '/marks/:a/with/:b', page: lazy(() => import('./PairPage')), full: true },
  { path: '/firearms/:id/wall', page: lazy(() => import('./wall/WallPage')), full: true },
  { path: '/wall', page: lazy(() => import('./wall/WallPage')), full: true },
];
