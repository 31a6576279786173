import { lazy } from 'react';
import type { Route } from '../../app/route';

export const routes: Route[] = [{ path: '/', page: lazy(() => import('./WorkPage')), nav: { key: 'work', order: 10 } }];
