import { lazy } from 'react';
import type { Route } from '../../app/route';

const people: Route['roles'] = ['administrator'];
const labs: Route['roles'] = ['administrator', 'supervisor'];

export const routes: Route[] = [
  { path: '/admin', page: lazy(() => import('./AdminStart')), roles: ['administrator', 'supervisor', 'auditor'], nav: { key: 'admin', order: 80 } },
  { path: '/admin/people', page: lazy(() => import('./people/PeoplePage')), roles: people },
  { path: '/admin/people/:id', page: lazy(() => import('./people/PersonPage')), roles: people },
  { path: '/admin/jobs', page: lazy(() => import('./jobs/JobsPage')), roles: labs },
  { path: '/admin/engine', page: lazy(() => import('./engine/EnginePage')), roles: people },
];
