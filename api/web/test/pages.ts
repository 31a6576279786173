// Every page of the desk, with records of the demonstration to show on it.
import { inject } from 'vitest';
import type { Desk } from './desk';

export interface Shown {
  name: string;
  path: string;
  /** Who looks at it. */
  as: 'ana' | 'carmen' | 'admin' | 'auditor';
}

interface Item { id: string; state?: string; found?: number; case?: string; firearm?: string; candidate?: string; origin?: string }

/** pages are all of them; `desk` must be signed in as somebody who reads the demonstration's records. */
export async function pages(desk: Desk): Promise<Shown[]> {
  const items = async (path: string) => {
    const answer = await desk.page.request.get(`${inject('at')}/api/v1${path}`);
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()}`);
    return ((await answer.json()) as { items: Item[] }).items;
  };
  const search = (await items('/searches?state=done&limit=200')).find((one) => (one.found ?? 0) >= 10)!;
  const candidates = await items(`/searches/${search.id}/table?limit=5`);
  const exhibit = (await items('/exhibits?origin=questioned&limit=50')).find((one) => one.case)!;
  const fired = (await items('/exhibits?origin=test_fire&limit=50')).find((one) => one.firearm)!;
  const probe = (await items(`/searches?state=done&limit=200`)).find((one) => one.id === search.id) as unknown as { exhibit: string; mark: string };
  const acquisition = (await items('/acquisitions?limit=5'))[0]!;
  const lead = (await items('/leads?limit=50')).find((one) => one.state === 'confirmed') ?? (await items('/leads?limit=50'))[0]!;
  const hit = (await items('/hits?limit=5'))[0];
  const trace = (await items('/trace-requests?limit=5'))[0];
  const other = candidates[0] as unknown as { mark: string };
  const seen = (name: string, path: string, as: Shown['as'] = 'ana'): Shown => ({ name, path, as });
  return [
    seen('work', '/'),
    seen('enter', '/enter'),
    seen('case-new', '/cases/new'),
    seen('case', `/cases/${exhibit.case!}`),
    seen('exhibit-new', `/exhibits/new?case=${exhibit.case!}`),
    seen('exhibit', `/exhibits/${exhibit.id}`),
    seen('regions', `/acquisitions/${acquisition.id}`),
    seen('firearm-new', '/firearms/new'),
    seen('firearm', `/firearms/${fired.firearm!}`),
    seen('find', '/find?q=9'),
    seen('candidates', `/searches/${search.id}`),
    seen('candidates-fused', `/exhibits/${probe.exhibit}/candidates`),
    seen('compare', `/candidates/${candidates[0]!.id}`),
    seen('compare-blind', `/candidates/${candidates[0]!.id}?blind=1`),
    seen('compare-any', `/marks/${probe.mark}/with/${other.mark}`),
    seen('wall', `/firearms/${fired.firearm!}/wall`),
    seen('leads', '/leads'),
    seen('lead', `/leads/${lead.id}`),
    seen('hits', '/hits'),
    ...(hit ? [seen('hit', `/hits/${hit.id}`)] : []),
    seen('links', '/links'),
    seen('links-case', `/links?case=${exhibit.case!}`),
    seen('reports', '/reports'),
    seen('notices', '/notices'),
    seen('traces', '/traces'),
    ...(trace ? [seen('trace', `/traces/${trace.id}`)] : []),
    seen('me', '/me'),
    seen('nothing', '/there-is-no-such-page'),
    seen('admin', '/admin', 'carmen'),
    ...['people', 'laboratories', 'jobs', 'engine'].map((part) => seen(`admin-${part}`, `/admin/${part}`, 'admin')),
    seen('admin-instruments', '/admin/instruments', 'carmen'),
    seen('tokens', '/tokens'),
    seen('admin-audit', '/admin/audit', 'auditor'),
  ];
}
