import { Anchor, Button, Group, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { api, type Schemas } from '../../../api/client';
import { Answer } from '../../../parts/Answer';
import { useFormat } from '../../../text/format';
import { Section } from '../parts/Section';
import { Picture } from './Picture';

type Mark = Schemas['Mark'];

/** Marks are what was extracted of an exhibit's files, with the searches of each. */
export function Marks({ exhibit }: { exhibit: string }) {
  const { t } = useTranslation('enter');
  const [old, setOld] = useState(false);
  const marks = api.useQuery('get', '/api/v1/exhibits/{id}/marks', { params: { path: { id: exhibit }, query: { limit: 200 } } });
  const searches = api.useQuery('get', '/api/v1/searches', { params: { query: { exhibit, limit: 200 } } });
  const files = api.useQuery('get', '/api/v1/exhibits/{id}/acquisitions', { params: { path: { id: exhibit }, query: { limit: 200 } } });
  return (
    <Section
      title={t('mark.many')}
      actions={marks.data?.items.some((one) => one.superseded) && <Button size="compact-xs" h={24} variant="subtle" onClick={() => setOld(!old)}>{t(old ? 'mark.hideOld' : 'mark.showOld')}</Button>}
    >
      <Answer of={marks}>
        {({ items }) => {
          const shown = items.filter((one) => old || !one.superseded);
          if (shown.length === 0) return <Text size="sm" c="dimmed">{t('mark.none')}</Text>;
          return (
            <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
              {shown.map((one) => <MarkCard key={one.id} one={one} searches={(searches.data?.items ?? []).filter((search) => search.mark === one.id)} file={files.data?.items.find((file) => file.id === one.acquisition)?.file_name} />)}
            </SimpleGrid>
          );
        }}
      </Answer>
    </Section>
  );
}

function MarkCard({ one, searches, file }: { one: Mark; searches: Schemas['Search'][]; file: string | undefined }) {
  const { t } = useTranslation('enter');
  const format = useFormat();
  const kind = t(`terms:mark.${one.mark_kind}`);
  return (
    <Paper withBorder p="xs">
      <Group wrap="nowrap" gap="sm" align="flex-start">
        <Picture src={`/api/v1/marks/${one.id}/picture?side_px=192`} alt={t('mark.pictureOf', { kind })} side={96} />
        <Stack gap={2}>
          <Text size="sm" fw={600}>{kind}</Text>
          <Text size="xs" c="dimmed">
            {[t(`terms:modality.${one.modality}`), one.area_mm2 > 0 && t('mark.area', { area: format.number(one.area_mm2, one.area_mm2 < 0.1 ? 4 : 2) }), one.region && t('mark.byHand'), one.superseded && t('mark.old')].filter(Boolean).join(' · ')}
          </Text>
          {file && <Anchor size="xs" lh="24px" component={Link} href={`/acquisitions/${one.acquisition}`} style={{ overflowWrap: 'anywhere' }}>{file}</Anchor>}
          {searches.length === 0 && <Text size="xs" c="dimmed">{t('mark.noSearch')}</Text>}
          {searches.slice(0, 3).map((search) => (
            <Anchor key={search.id} size="xs" lh="24px" component={Link} href={`/searches/${search.id}`}>
              {search.finished ? t('mark.search', { count: search.found ?? 0, at: format.moment(search.finished) }) : t('mark.searching')}
            </Anchor>
          ))}
        </Stack>
      </Group>
    </Paper>
  );
}
