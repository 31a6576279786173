import { lazy } from 'react';
import type { Route } from '../../app/route';

const people: Route['roles'] = ['technician', 'examiner', 'supervisor'];

export const routes: Route[] = [
  { path: '/searches/:id', page: lazy(() => import('./list/SearchPage')), roles: people },
  { path: '/exhibits/:id/candidates', page: lazy(() => import('./list/FusedPage')), roles: people },
];
