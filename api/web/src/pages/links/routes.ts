import { lazy } from 'react';
import type { Route } from '../../app/route';

export const routes: Route[] = [
  { path: '/links', page: lazy(() => import('./LinksPage')), roles: ['technician', 'examiner', 'supervisor'], nav: { key: 'links', order: 50 } },
];
