import { lazy } from 'react';
import type { Route } from '../../app/route';

const people: Route['roles'] = ['technician', 'examiner', 'supervisor'];
const judges: Route['roles'] = ['examiner', 'supervisor'];
const search = () => import('./list/SearchPage');
const leads = lazy(() => import('./leads/LeadsPage'));

export const routes: Route[] = [
  { path: '/searches/:id', page: lazy(search), ahead: search, roles: people },
  { path: '/exhibits/:id/candidates', page: lazy(() => import('./list/FusedPage')), roles: people },
  { path: '/leads', page: leads, roles: people, nav: { key: 'leads', order: 40 } },
  { path: '/leads/:id', page: lazy(() => import('./leads/LeadPage')), roles: people },
  { path: '/hits', page: leads, roles: people },
  { path: '/hits/:id', page: lazy(() => import('./leads/HitPage')), roles: people },
  { path: '/reviews/:lead', page: lazy(() => import('./leads/ReviewPage')), roles: judges },
];
