import type { ComponentType, LazyExoticComponent } from 'react';
import type { Role } from './rights';

/** Route is a page of the desk. */
export interface Route {
  /** As wouter has it: "/cases/:id". */
  path: string;
  page: LazyExoticComponent<ComponentType>;
  /** Who sees it; everybody unless stated. */
  roles?: Role[];
  /** Its place in the menu, with the key of its name in locale/…/shell.json under "nav". */
  nav?: { key: string; order: number };
  /** Fetches the page's code before it is asked for, when somebody begins to work: for pages that most visits go on to. */
  ahead?: () => Promise<unknown>;
  /** The page takes the whole window's height and scrolls by itself. */
  full?: boolean;
}
