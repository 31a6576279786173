import { Paper, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNames } from '../../../parts/people';
import { useFormat } from '../../../text/format';
import type { Regions } from './standing';

/** History tells who drew when and why, and what was found automatically when. */
export function History({ regions }: { regions: Regions }) {
  const { t } = useTranslation('enter');
  const format = useFormat();
  const name = useNames();
  const steps = [
    ...regions.by_hand.map((one) => ({
      id: one.id!, at: one.created_at ?? '', who: name(one.created_by), why: one.reason,
      what: t(`regions.did.${one.basis}`, { kind: t(`terms:mark.${one.mark_kind}`).toLowerCase() }),
    })),
    ...regions.automatic.map((one) => ({
      id: one.id!, at: one.created_at ?? '', who: t('regions.engine', { version: one.engine }), why: one.refusal?.reason ?? '',
      what: t('regions.didFind', { count: one.marks?.length ?? 0 }),
    })),
  ].sort((a, b) => b.at.localeCompare(a.at));
  return (
    <Paper withBorder p="sm" component="section">
      <Title order={2} size="h5" mb={6}>{t('regions.history')}</Title>
      <ol style={{ margin: 0, paddingLeft: '1.2em' }}>
        {steps.map((one) => (
          <li key={one.id}>
            <Text size="sm">{one.what}</Text>
            <Text size="xs" c="dimmed">{[format.moment(one.at), one.who, one.why].filter(Boolean).join(' · ')}</Text>
          </li>
        ))}
      </ol>
    </Paper>
  );
}
