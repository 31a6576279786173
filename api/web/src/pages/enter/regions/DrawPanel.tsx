import { Alert, Button, Group, List, Paper, Stack, Text, Textarea, Title, UnstyledButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { faultsOf } from '../../../api/problem';
import { Fault } from '../../../parts/Fault';
import { useNames } from '../../../parts/people';
import { useFormat } from '../../../text/format';
import { ExactFields } from './ExactFields';
import type { Regions, Standing } from './standing';
import type { Drawing } from './useDrawing';

/** DrawPanel is what stands beside a drawing: its figures, exact places, the reason, and what becomes of it. */
export function DrawPanel({ regions, standing, drawing }: { regions: Regions; standing: Standing; drawing: Drawing }) {
  const { t } = useTranslation('enter');
  const kind = t(`terms:mark.${standing.kind}`);
  const { editor, dispatch, reason } = drawing;
  const ready = reason.trim() !== '';
  const send = async (basis: 'drawn' | 'none' | 'automatic') => {
    if (await drawing.send(basis)) notifications.show({ message: t('regions.saved', { kind }) });
  };
  return (
    <Paper withBorder p="sm" component="section">
      <Stack gap="xs">
        <Title order={2} size="h5">{t('regions.drawing', { kind })}</Title>
        {drawing.restored && <Text size="sm" c="dimmed" role="status">{t('regions.restored')}</Text>}
        {drawing.stale && <Stale regions={regions} goOn={drawing.goOn} />}
        <Text size="xs" c="dimmed">{t('regions.help')}</Text>
        {editor.shapes.length === 0 ? <Text size="sm">{t('regions.noShapes')}</Text> : (
          <List size="sm" listStyleType="none" spacing={2} aria-label={t('regions.figures')}>
            {editor.shapes.map((one, i) => (
              <List.Item key={i}>
                <Group gap="xs" justify="space-between">
                  <UnstyledButton
                    fz="sm" mih={24} fw={editor.chosen?.shape === i ? 700 : 400} aria-pressed={editor.chosen?.shape === i} td={editor.chosen?.shape === i ? 'underline' : undefined}
                    onClick={() => dispatch({ type: 'choose', chosen: { shape: i } })}
                  >
                    {one.circle ? t('regions.circle', { n: i + 1 }) : t('regions.polygon', { n: i + 1, count: one.polygon?.length })}
                  </UnstyledButton>
                  <Button size="compact-xs" h={24} variant="subtle" aria-label={t(one.cut ? 'regions.addThis' : 'regions.cutThis', { n: i + 1 })} onClick={() => dispatch({ type: 'cut', shape: i, cut: !one.cut })}>
                    {t(one.cut ? 'regions.cuts' : 'regions.adds')}
                  </Button>
                </Group>
              </List.Item>
            ))}
          </List>
        )}
        <ExactFields drawing={drawing} regions={regions} />
        <Textarea
          label={t('regions.reason')} description={t('regions.reasonHint')} required autosize minRows={2} maxLength={1000} value={reason} error={faultsOf(drawing.error).reason}
          onChange={(event) => drawing.say(event.currentTarget.value)}
        />
        <Fault error={drawing.error} except={['reason']} />
        <Button loading={drawing.busy} disabled={!ready || drawing.stale || !editor.shapes.some((one) => !one.cut)} onClick={() => void send('drawn')}>{t('regions.save')}</Button>
        <Button variant="default" size="xs" disabled={!ready || drawing.stale || drawing.busy} onClick={() => void send('none')}>{t('regions.absent', { kind })}</Button>
        {(standing.basis === 'drawn' || standing.basis === 'none') && (
          <Button variant="default" size="xs" disabled={!ready || drawing.stale || drawing.busy} onClick={() => void send('automatic')}>{t('regions.back')}</Button>
        )}
        <Button variant="subtle" size="xs" onClick={drawing.stop}>{t('regions.stop')}</Button>
      </Stack>
    </Paper>
  );
}

/** Stale tells who drew in the meantime; the drawing is kept until the person has looked. */
function Stale({ regions, goOn }: { regions: Regions; goOn: () => void }) {
  const { t } = useTranslation('enter');
  const format = useFormat();
  const name = useNames();
  const last = regions.by_hand[0];
  return (
    <Alert color="orange" p="xs" role="alert" title={t('regions.stale')}>
      {last && <Text size="sm">{t('regions.staleWho', { who: name(last.created_by), at: format.moment(last.created_at), kind: t(`terms:mark.${last.mark_kind}`), reason: last.reason })}</Text>}
      <Button mt={6} size="compact-xs" h={24} variant="default" onClick={goOn}>{t('regions.goOn')}</Button>
    </Alert>
  );
}
