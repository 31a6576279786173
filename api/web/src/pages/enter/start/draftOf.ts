// What a draft that this browser keeps is of, by its name and content.

export interface Draft {
  name: string;
  /** Its kind, below "start.draft" in the texts. */
  key: string;
  /** What the person typed as its number, if they did. */
  number: string;
  /** Where it is continued. */
  href: string;
}

/** draftOf tells what a draft is of; undefined for what no page continues. */
export function draftOf(name: string, content: unknown): Draft | undefined {
  const [, kind = '', id = '', of = '', owner = ''] = name.split('.');
  const value = (content as { value?: { number?: unknown; file_name?: unknown; exhibit?: unknown } } | undefined)?.value;
  const number = typeof value?.number === 'string' ? value.number : typeof value?.file_name === 'string' ? value.file_name : '';
  const made = (key: string, href: string): Draft => ({ name, key, number, href });
  if (id === 'new')
    switch (kind) {
      case 'case': return made('case', '/cases/new');
      case 'firearm': return made('firearm', of ? `/firearms/new?case=${owner}` : '/firearms/new');
      case 'exhibit': return made('exhibit', `/exhibits/new?${of}=${owner}`);
    }
  switch (kind) {
    case 'case': return made('caseChange', `/cases/${id}`);
    case 'exhibit': return made('exhibitChange', `/exhibits/${id}`);
    case 'firearm': return made('firearmChange', `/firearms/${id}`);
    case 'transfer': return made('transfer', `/exhibits/${id}`);
    case 'acquisition': return made('acquisitionChange', typeof value?.exhibit === 'string' ? `/exhibits/${value.exhibit}` : `/acquisitions/${id}`);
    case 'regions': return made('regions', `/acquisitions/${id}`);
  }
  return undefined;
}
