import { Button, Grid, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'wouter';
import { api } from '../../../api/client';
import { drafts } from '../../../app/draft';
import { Answer } from '../../../parts/Answer';
import { IconDownload, IconPencil, IconPlus } from '../../../parts/icons';
import { Page } from '../../../parts/Page';
import { Tag } from '../../../parts/Tag';
import { useMayEnter } from '../labs';
import { Section } from '../parts/Section';
import { Timeline } from '../timeline/Timeline';
import { CaseExhibits } from './CaseExhibits';
import { CaseFacts } from './CaseFacts';
import { CaseFirearms } from './CaseFirearms';
import { CaseSnapshots } from './CaseSnapshots';
import { ChangeCase } from './ChangeCase';
import type { Case } from './CaseFields';

/** CasePage is everything about one case. */
export default function CasePage() {
  const { id = '' } = useParams<{ id: string }>();
  const found = api.useQuery('get', '/api/v1/cases/{id}', { params: { path: { id } } });
  return <Answer of={found}>{(one) => <Shown key={id} one={one} />}</Answer>;
}

function Shown({ one }: { one: Case }) {
  const { t } = useTranslation('enter');
  const id = one.id!;
  const may = useMayEnter(one.lab);
  const draft = `enter.case.${id}`;
  const [editing, edit] = useState(() => drafts(draft).length > 0);
  const timeline = api.useQuery('get', '/api/v1/cases/{id}/timeline', { params: { path: { id } } });
  return (
    <Page
      title={t('case.title', { number: one.number })} path={[{ name: t('title'), href: '/enter' }]}
      actions={
        <>
          <Button size="xs" variant="default" component={Link} href={`/links?case=${id}`}>{t('links')}</Button>
          <Button size="xs" variant="default" component="a" href={`/api/v1/cases/${id}/export`} download leftSection={<IconDownload size={14} aria-hidden />}>{t('case.export')}</Button>
          {may && <Button size="xs" component={Link} href={`/exhibits/new?case=${id}`} leftSection={<IconPlus size={14} aria-hidden />}>{t('exhibit.new')}</Button>}
        </>
      }
    >
      <Grid>
        <Grid.Col span={{ base: 12, lg: editing ? 12 : 5 }}>
          <Section
            title={t('case.data')}
            actions={
              <>
                {one.status && <Tag>{t(`case.statuses.${one.status}`)}</Tag>}
                {may && !editing && <Button size="compact-xs" h={24} variant="default" leftSection={<IconPencil size={14} aria-hidden />} onClick={() => edit(true)}>{t('shell:edit')}</Button>}
              </>
            }
          >
            {editing ? <ChangeCase one={one} draft={draft} done={() => edit(false)} /> : <CaseFacts one={one} />}
          </Section>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: editing ? 12 : 7 }}>
          <Stack>
            <CaseExhibits id={id} may={may} />
            <CaseFirearms id={id} may={may} />
            <CaseSnapshots id={id} />
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
