import { isProblem } from './client';
import { ConnectionLost } from './connection';
import i18n from '../text/i18n';

/** said is what a person reads of an error: the service's own words where there are any. */
export function said(error: unknown): string {
  if (isProblem(error)) return error.detail;
  if (error instanceof ConnectionLost) return i18n.t('shell:connection.lost');
  return error instanceof Error ? error.message : String(error);
}

/** faultsOf are the faults of single fields, by their path in the body: "place.state". */
export function faultsOf(error: unknown): Record<string, string> {
  const faults: Record<string, string> = {};
  if (isProblem(error)) for (const e of error.errors ?? []) faults[e.location.replace(/^body\.?/, '')] = e.message;
  return faults;
}
