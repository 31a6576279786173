import { lazy } from 'react';
import type { Role } from '../../app/rights';
import type { Route } from '../../app/route';

const entering: Role[] = ['technician', 'examiner', 'supervisor'];

export const routes: Route[] = [
  { path: '/enter', page: lazy(() => import('./start/EnterPage')), roles: entering, nav: { key: 'enter', order: 20 } },
  { path: '/cases/new', page: lazy(() => import('./cases/NewCasePage')), roles: entering },
  { path: '/cases/:id', page: lazy(() => import('./cases/CasePage')), roles: entering },
  { path: '/exhibits/new', page: lazy(() => import('./exhibits/NewExhibitPage')), roles: entering },
  { path: '/exhibits/:id', page: lazy(() => import('./exhibits/ExhibitPage')), roles: entering },
  { path: '/acquisitions/:id', page: lazy(() => import('./regions/AcquisitionPage')), roles: entering },
  { path: '/firearms/new', page: lazy(() => import('./firearms/NewFirearmPage')), roles: entering },
  { path: '/firearms/:id', page: lazy(() => import('./firearms/FirearmPage')), roles: entering },
];
