// All pages of the desk, area by area.
import { lazy } from 'react';
import { routes as admin } from '../pages/admin/routes';
import { routes as compare } from '../pages/compare/routes';
import { routes as decide } from '../pages/decide/routes';
import { routes as enter } from '../pages/enter/routes';
import { routes as find } from '../pages/find/routes';
import { routes as links } from '../pages/links/routes';
import { routes as reports } from '../pages/reports/routes';
import { routes as work } from '../pages/work/routes';
import type { Route } from './route';

export const routes: Route[] = [
  ...work, ...enter, ...find, ...compare, ...decide, ...links, ...reports, ...admin,
  { path: '/me', page: lazy(() => import('../pages/me/MePage')) },
];
