import { Alert, Button, Grid, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'wouter';
import { api } from '../../../api/client';
import { drafts } from '../../../app/draft';
import { Answer } from '../../../parts/Answer';
import { IconPencil, IconPlus } from '../../../parts/icons';
import { Page } from '../../../parts/Page';
import { useMayEnter } from '../labs';
import { Section } from '../parts/Section';
import { Timeline } from '../timeline/Timeline';
import { ChangeFirearm } from './ChangeFirearm';
import { FirearmFacts } from './FirearmFacts';
import type { Firearm } from './FirearmFields';
import { FirearmTraces } from './FirearmTraces';
import { TestFires } from './TestFires';

/** FirearmPage is everything about one firearm. */
export default function FirearmPage() {
  const { id = '' } = useParams<{ id: string }>();
  const found = api.useQuery('get', '/api/v1/firearms/{id}', { params: { path: { id } } });
  return <Answer of={found}>{(one) => <Shown key={id} one={one} />}</Answer>;
}

function Shown({ one }: { one: Firearm }) {
  const { t } = useTranslation('enter');
  const id = one.id!;
  const may = useMayEnter(one.lab);
  const draft = `enter.firearm.${id}`;
  const [editing, edit] = useState(() => drafts(draft).length > 0);
  const of = api.useQuery('get', '/api/v1/cases/{id}', { params: { path: { id: one.case ?? '' } } }, { enabled: Boolean(one.case) });
  const timeline = api.useQuery('get', '/api/v1/firearms/{id}/timeline', { params: { path: { id } } });
  return (
    <Page
      title={t('firearm.title', { number: one.number })}
      path={[{ name: t('title'), href: '/enter' }, ...(of.data ? [{ name: t('case.title', { number: of.data.number }), href: `/cases/${one.case}` }] : [])]}
      actions={
        <>
          <Button size="xs" variant="default" component={Link} href={`/links?firearm=${id}`}>{t('links')}</Button>
          <Button size="xs" variant="default" component={Link} href={`/firearms/${id}/wall`}>{t('firearm.wall')}</Button>
          {may && <Button size="xs" variant="default" component={Link} href={`/traces?firearm=${id}`}>{t('firearm.trace')}</Button>}
          {may && <Button size="xs" component={Link} href={`/exhibits/new?firearm=${id}`} leftSection={<IconPlus size={14} aria-hidden />}>{t('exhibit.newTestFire')}</Button>}
        </>
      }
    >
      {one.consecutive && <Alert color="yellow" mb="md" title={t('firearm.consecutive')}>{t('firearm.consecutiveHint')}</Alert>}
      <Grid>
        <Grid.Col span={{ base: 12, lg: editing ? 12 : 5 }}>
          <Section
            title={t('firearm.data')}
            actions={may && !editing && <Button size="compact-xs" h={24} variant="default" leftSection={<IconPencil size={14} aria-hidden />} onClick={() => edit(true)}>{t('shell:edit')}</Button>}
          >
            {editing ? <ChangeFirearm one={one} draft={draft} done={() => edit(false)} /> : <FirearmFacts one={one} />}
          </Section>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: editing ? 12 : 7 }}>
          <Stack>
            <TestFires id={id} may={may} />
            <FirearmTraces id={id} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={12}>
          <Section title={t('timeline.title')}>
            <Answer of={timeline}>{({ items }) => <Timeline moments={items} about={id} />}</Answer>
          </Section>
        </Grid.Col>
      </Grid>
    </Page>
  );
}
