import { lazy } from 'react';
import type { Route } from '../../app/route';

const people: Route['roles'] = ['administrator'];
const labs: Route['roles'] = ['administrator', 'supervisor'];
const instruments: Route['roles'] = ['supervisor', 'examiner', 'technician'];

export const routes: Route[] = [
  { path: '/admin', page: lazy(() => import('./AdminStart')), roles: ['administrator', 'supervisor', 'auditor'], nav: { key: 'admin', order: 80 } },
  { path: '/admin/people', page: lazy(() => import('./people/PeoplePage')), roles: people },
  { path: '/admin/people/:id', page: lazy(() => import('./people/PersonPage')), roles: people },
  { path: '/admin/laboratories', page: lazy(() => import('./laboratories/LaboratoriesPage')), roles: labs },
  { path: '/admin/laboratories/:id', page: lazy(() => import('./laboratories/LaboratoryPage')), roles: labs },
  { path: '/admin/instruments', page: lazy(() => import('./instruments/InstrumentsPage')), roles: instruments },
  { path: '/admin/instruments/:id', page: lazy(() => import('./instruments/InstrumentPage')), roles: instruments },
  { path: '/admin/jobs', page: lazy(() => import('./jobs/JobsPage')), roles: labs },
  { path: '/admin/engine', page: lazy(() => import('./engine/EnginePage')), roles: people },
  { path: '/admin/audit', page: lazy(() => import('./audit/AuditPage')), roles: ['auditor'] },
  { path: '/tokens', page: lazy(() => import('./tokens/TokensPage')) },
];
