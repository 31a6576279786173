import { lazy } from 'react';
import type { Route } from '../../app/route';

// Those who read records; administrators and auditors see no evidence.
const readers: Route['roles'] = ['technician', 'examiner', 'supervisor'];

export const routes: Route[] = [{ path: '/find', page: lazy(() => import('./FindPage')), roles: readers, nav: { key: 'find', order: 30 } }];
