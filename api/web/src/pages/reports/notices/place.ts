import type { Schemas } from '../../../api/client';

/** placeOf is the page of what a notice is about; failed work is shown to those who run it. */
export function placeOf(notice: Schemas['Notice'], runs: boolean): string | undefined {
  switch (notice.key) {
    case 'lead_declared':
      return `/reviews/${notice.subject}`;
    case 'job_failed':
      return runs ? '/admin/jobs?state=dead' : undefined;
    case 'trace_result':
      return `/traces/${notice.subject}`;
    default:
      return notice.about === 'hit' ? `/hits/${notice.subject}` : notice.about === 'lead' ? `/leads/${notice.subject}` : undefined;
  }
}
