import { Button, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../../api/client';
import { useAccount } from '../../../app/rights';
import { More } from '../../../parts/More';
import { useNames } from '../../../parts/people';
import { useFormat } from '../../../text/format';
import { through } from '../../../viewer/pose';
import type { Figure } from '../../../viewer/state';
import type { Viewer } from '../../../viewer/viewer';
import { Sketches, type Sketched } from './Sketches';
import type { useAnnotations } from './annotations';
import { Withdraw } from './Withdraw';

interface Props {
  candidate: string;
  viewer: Viewer | null;
  /** What is kept, and what is not kept yet. */
  kept: ReturnType<typeof useAnnotations>;
  sketched: Sketched;
}

/** Annotations are what people marked on the pair, and what is being marked. */
export function Annotations({ candidate, viewer, kept, sketched }: Props) {
  const { t } = useTranslation('compare');
  const figures = [...kept.standing, ...sketched.value.shapes];
  return (
    <Stack gap="sm">
      <Sketches candidate={candidate} sketched={sketched} />
      {viewer && <Correspondences viewer={viewer} figures={figures} />}
      <Title order={2} size="h5">{t('notes.kept')}</Title>
      {kept.all.length === 0 && <Text size="sm" c="dimmed">{t('notes.none')}</Text>}
      {kept.all.map((one) => <Kept key={one.id} annotation={one} />)}
      {kept.query.hasNextPage && <More of={kept.query} count={kept.all.length} />}
    </Stack>
  );
}

function Kept({ annotation: a }: { annotation: Schemas['Annotation'] }) {
  const { t } = useTranslation('compare');
  const format = useFormat();
  const name = useNames();
  const me = useAccount();
  return (
    <section aria-label={format.moment(a.created_at)} style={{ borderLeft: '3px solid var(--mantine-color-yellow-5)', paddingLeft: 8 }}>
      <Text size="xs" c="dimmed">{name(a.created_by)} · {format.moment(a.created_at)} · {t('notes.figures', { count: a.shapes.length })}</Text>
      {a.note && <Text size="sm" style={{ whiteSpace: 'pre-wrap' }} td={a.withdrawn ? 'line-through' : undefined}>{a.note}</Text>}
      {a.withdrawn ? <Text size="xs">{t('notes.withdrawn', { reason: a.withdrawn })}</Text> : a.created_by === me.id && <Withdraw annotation={a} />}
    </section>
  );
}

/** Correspondences lay the probe as the places that were paired say, and tell what is left. */
function Correspondences({ viewer, figures }: { viewer: Viewer; figures: Figure[] }) {
  const { t } = useTranslation('compare');
  const format = useFormat();
  const pairs = figures.flatMap((f) =>
    f.type === 'correspondence' && f.to && f.points[0]
      ? [{ probe: { x: f.points[0].x_um, y: f.points[0].y_um }, candidate: { x: f.to.x_um, y: f.to.y_um } }]
      : [],
  );
  const found = through(pairs, viewer.get().pose);
  if (pairs.length < 2 || !found) return null;
  return (
    <div>
      <Text size="xs">{t('notes.pairs', { count: pairs.length, left: format.length(found.rms) })}</Text>
      <Button mt={4} size="compact-xs" variant="default" onClick={() => viewer.set({ pose: found.pose })}>{t('notes.lay')}</Button>
    </div>
  );
}
