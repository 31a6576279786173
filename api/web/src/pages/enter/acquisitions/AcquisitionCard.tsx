import { Alert, Anchor, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { api, type Schemas } from '../../../api/client';
import { drafts } from '../../../app/draft';
import { IconDownload, IconPencil, IconPolygon } from '../../../parts/icons';
import { Tag } from '../../../parts/Tag';
import { useFormat } from '../../../text/format';
import { begun, useRecorded } from '../parts/recorded';
import { ChangeAcquisition } from './ChangeAcquisition';
import { Picture } from './Picture';

export type Acquisition = Schemas['Acquisition'];

export const tones = { queued: 'wait', extracted: 'good', refused: 'bad', failed: 'bad' } as const;

/** AcquisitionCard is one file: what it is, what became of it, and what to do about it. */
export function AcquisitionCard({ one, may }: { one: Acquisition; may: boolean }) {
  const { t } = useTranslation('enter');
  const draft = `enter.acquisition.${one.id}`;
  const [editing, edit] = useState(() => drafts(draft).length > 0);
  const name = one.file_name || t('acquisition.unnamed');
  return (
    <Paper withBorder p="xs" component="li">
      <Group align="flex-start" wrap="nowrap" gap="sm">
        <Picture key={one.version} src={readable(one) ? `/api/v1/acquisitions/${one.id}/picture?side_px=192` : ''} alt={t('acquisition.pictureOf', { name })} side={96} />
        <Stack gap={4} flex={1} miw={0}>
          <Group gap="xs" justify="space-between" wrap="nowrap" align="flex-start">
            <Anchor component={Link} href={`/acquisitions/${one.id}`} fw={600} size="sm" style={{ overflowWrap: 'anywhere' }}>{name}</Anchor>
            <span role="status"><Tag tone={tones[one.state ?? 'queued']}>{t(`acquisition.states.${one.state}`)}</Tag></span>
          </Group>
          <Text size="sm"><HowMade one={one} /></Text>
          <Remarks one={one} />
          <Group gap="xs">
            <Button size="compact-xs" h={24} variant="default" component={Link} href={`/acquisitions/${one.id}`} leftSection={<IconPolygon size={14} aria-hidden />}>{t('regions.open')}</Button>
            {may && !editing && <Button size="compact-xs" h={24} variant="default" leftSection={<IconPencil size={14} aria-hidden />} onClick={() => edit(true)}>{t('acquisition.change')}</Button>}
            <Button size="compact-xs" h={24} variant="default" component="a" href={`/api/v1/acquisitions/${one.id}/original`} download={one.file_name} leftSection={<IconDownload size={14} aria-hidden />}>{t('acquisition.original')}</Button>
          </Group>
        </Stack>
      </Group>
      {editing && <ChangeAcquisition one={one} draft={draft} done={() => edit(false)} />}
    </Paper>
  );
}

/** What is no scan and no image has no picture either. */
const readable = (one: Acquisition) => one.state === 'queued' || Boolean(one.format);

/** HowMade is the measurement in a line: what is not known is left out. */
export function HowMade({ one }: { one: Acquisition }) {
  const { t } = useTranslation('enter');
  const format = useFormat();
  const recorded = useRecorded();
  const { data } = api.useQuery('get', '/api/v1/instruments', { params: { query: { lab: one.lab, limit: 500 } } });
  const instrument = data?.items.find((item) => item.id === one.instrument);
  const device = instrument ? `${instrument.maker} ${instrument.model}` : [one.maker, one.model].filter(Boolean).join(' ');
  const light = one.lighting && t(`acquisition.lightings.${one.lighting}`);
  return [
    one.format?.toUpperCase(), format.bytes(one.size ?? 0), device, one.objective,
    one.lighting === 'side' && one.direction_deg !== undefined ? `${light} ${format.number(one.direction_deg)}°` : light,
    one.pitch_um ? t('acquisition.pitchShort', { pitch: format.number(one.pitch_um, 2) }) : '',
    one.measured_by, recorded(one.measured_at),
  ].filter(Boolean).join(' · ');
}

/** Remarks are why a file cannot be used, and what makes it poorer, each with what to do. */
export function Remarks({ one }: { one: Acquisition }) {
  const { t } = useTranslation('enter');
  return (
    <>
      {(one.state === 'refused' || one.state === 'failed') && (
        <Alert color="red" p="xs" title={t(`acquisition.why.${one.state}`)}>{begun(one.refusal || t('acquisition.failedHint'))}</Alert>
      )}
      {(one.warnings ?? []).length > 0 && (
        <Alert color="yellow" p="xs" title={t('acquisition.warnings', { count: one.warnings?.length })}>
          <ul style={{ margin: 0, paddingLeft: '1.2em' }}>
            {one.warnings?.map((warning, i) => <li key={`${warning.code}.${i}`}>{begun(warning.reason ?? '')}{warning.remedy && `: ${warning.remedy}`}</li>)}
          </ul>
        </Alert>
      )}
      {(one.assumptions ?? []).length > 0 && <Text size="xs" c="dimmed">{t('acquisition.assumed')}: <span lang="en">{one.assumptions?.join(' ')}</span></Text>}
    </>
  );
}
