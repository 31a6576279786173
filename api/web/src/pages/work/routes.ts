import { lazy } from 'react';
import type { Route } from '../../app/route';

const page = () => import('./WorkPage');

// Whoever begins here need not wait for it until the service has said who they are.
if (window.location.pathname === '/') void page();

export const routes: Route[] = [{ path: '/', page: lazy(page), nav: { key: 'work', order: 10 } }];
