import { lazy } from 'react';
import type { Route } from '../../app/route';

const readers: Route['roles'] = ['technician', 'examiner', 'supervisor'];

export const routes: Route[] = [
  { path: '/reports', page: lazy(() => import('./documents/ReportsPage')), roles: readers, nav: { key: 'reports', order: 60 } },
  { path: '/traces', page: lazy(() => import('./traces/TracesPage')), roles: readers, nav: { key: 'traces', order: 70 } },
  { path: '/traces/import', page: lazy(() => import('./traces/ImportPage')), roles: readers },
  { path: '/traces/:id', page: lazy(() => import('./traces/TracePage')), roles: readers },
  { path: '/notices', page: lazy(() => import('./notices/NoticesPage')) },
];
