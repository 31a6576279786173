import type { TFunction } from 'i18next';
import type { Schemas } from '../../../api/client';

export type Event = Schemas['Event'];

/** The acts that the log knows, by what people look for first. */
export const actions = [
  'sign_in', 'sign_in_failed', 'sign_out', 'oidc_sign_in', 'oidc_unknown', 'oidc_link', 'password_change', 'password_reset', 'preferences', 'session_revoke', 'sessions_end',
  'token_create', 'token_revoke', 'token_use', 'view', 'list', 'find', 'view_candidates', 'view_pair', 'view_surface', 'view_picture', 'view_regions', 'view_links', 'view_network',
  'view_timeline', 'view_history', 'view_work', 'view_turnaround', 'download', 'create', 'change', 'upload', 'export', 'import', 'draw', 'annotate', 'snapshot', 'search', 'repeat_search', 'search_done', 'search_failed',
  'search_retry', 'candidate', 'review', 'lead', 'second_review', 'settle', 'microscope', 'hit', 'report', 'blind', 'notice', 'notice_read', 'trace_sent', 'trace_draft', 'trace_answered', 'trace_closed',
  'queue', 'extract', 'extract_failed', 'extract_retry', 'segment', 'mark', 'supersede', 'refuse', 'job_done', 'job_failed', 'job_retry', 'job_drop', 'read_log', 'read_log_head', 'prove_log', 'export_log', 'verify_log',
] as const;

/** The kinds of record that the log speaks of. */
export const kinds = [
  'case', 'exhibit', 'transfer', 'firearm', 'acquisition', 'segmentation', 'region', 'mark', 'search', 'candidate', 'review', 'annotation', 'snapshot', 'lead', 'hit', 'report',
  'notice', 'trace_request', 'trace_result', 'saved_search', 'laboratory', 'instrument', 'account', 'token', 'job',
] as const;

/** Acts whose words do not say what they were done to. */
const general = new Set(['view', 'list', 'create', 'change', 'download', 'export', 'import', 'view_history', 'view_timeline', 'view_links', 'view_picture', 'queue', 'notice']);

const known = new Set<string>(actions);
const knownKinds = new Set<string>(kinds);

/** inWords says what an event was: "changed: case (version 3)". What a newer service calls otherwise keeps its own name. */
export function inWords(event: Event, t: TFunction): string {
  const act = known.has(event.action) ? t(`audit.action.${event.action}`) : t('audit.other', { action: event.action });
  const kind = event.kind && (general.has(event.action) || !known.has(event.action)) ? (knownKinds.has(event.kind) ? t(`audit.record.${event.kind}`) : event.kind) : '';
  const version = event.version && event.version > 1 ? t('audit.version', { version: event.version }) : '';
  const count = event.detail?.count ? t('audit.count', { count: Number(event.detail.count) }) : '';
  const what = [kind, version, count].filter(Boolean).join(', ');
  return what ? `${act}: ${what}` : act;
}
