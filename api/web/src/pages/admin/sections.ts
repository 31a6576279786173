import { has, type Role } from '../../app/rights';
import type { Account } from '../../api/session';

/** The parts of administration, in their order, and who sees them; everybody unless stated. */
const sections: { key: string; href: string; roles?: Role[] }[] = [
  { key: 'people', href: '/admin/people', roles: ['administrator'] },
  { key: 'laboratories', href: '/admin/laboratories', roles: ['administrator', 'supervisor'] },
  { key: 'instruments', href: '/admin/instruments', roles: ['supervisor', 'examiner', 'technician'] },
  { key: 'jobs', href: '/admin/jobs', roles: ['administrator', 'supervisor'] },
  { key: 'engine', href: '/admin/engine', roles: ['administrator'] },
  { key: 'audit', href: '/admin/audit', roles: ['auditor'] },
  { key: 'tokens', href: '/tokens' },
];

export const sectionsOf = (account: Account) => sections.filter((one) => !one.roles || has(account, ...one.roles));
