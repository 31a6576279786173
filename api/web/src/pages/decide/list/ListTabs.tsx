import { Group, NativeSelect } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { api } from '../../../api/client';
import { useFormat } from '../../../text/format';
import { grouped } from './groups';
import { words } from './filter';
import classes from './ListTabs.module.css';
import { useNaming } from './useNaming';

/** ListTabs are the lists of an exhibit: the fused one, the latest of each mark, and the earlier ones of the mark that is shown. */
export function ListTabs({ exhibit, at }: { exhibit: string; at?: string }) {
  const { t } = useTranslation('decide');
  const format = useFormat();
  const naming = useNaming();
  const [, navigate] = useLocation();
  const searches = api.useQuery('get', '/api/v1/searches', { params: { query: { exhibit, limit: 100 } } });
  const marks = api.useQuery('get', '/api/v1/exhibits/{id}/marks', { params: { path: { id: exhibit }, query: { limit: 100 } } });
  const groups = useMemo(() => grouped(searches.data?.items ?? [], marks.data?.items ?? []), [searches.data, marks.data]);
  const here = groups.find((group) => group.searches.some((one) => one.id === at));
  return (
    <Group justify="space-between" align="flex-end" mb="sm" gap="md">
      <nav className={classes.lists} aria-label={t('tabs.name')}>
        <Link className={classes.list} href={`/exhibits/${exhibit}/candidates`} aria-current={at ? undefined : 'page'}>{t('tabs.fused')}</Link>
        {groups.map((group) => (
          <Link key={group.mark} className={classes.list} href={`/searches/${group.searches[0]?.id ?? ''}`} aria-current={group === here ? 'page' : undefined}>
            {group.markKind ? t(`terms:mark.${group.markKind}`) : t('tabs.mark')}{group.of > 1 ? ` ${group.nth}` : ''}{group.modality ? ` · ${t(`terms:modality.${group.modality}`)}` : ''}
          </Link>
        ))}
      </nav>
      {here && here.searches.length > 1 && (
        <NativeSelect
          size="xs" maw={420} aria-label={t('tabs.others')} value={at} onChange={(event) => navigate(`/searches/${event.currentTarget.value}`)}
          data={here.searches.map((one) => ({ value: one.id ?? '', label: `${format.moment(one.created_at)} · ${words(one.filter, t, naming).join(' · ') || t('filter.none')}` }))}
        />
      )}
    </Group>
  );
}
