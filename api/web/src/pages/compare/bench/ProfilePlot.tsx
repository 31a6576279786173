import { ActionIcon, Group, Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { IconX } from '../../../parts/icons';
import { useFormat } from '../../../text/format';
import { profile, type Profile } from '../../../viewer/profile';
import type { Viewer } from '../../../viewer/viewer';
import classes from './Bench.module.css';
import { Dial } from './LookBar';
import { path, ticks } from './plot';
import { useStands } from './stands';

const high = 118;
const left = 44;
const below = 18;

/** ProfilePlot shows both heights along the line that was drawn. */
export function ProfilePlot({ viewer }: { viewer: Viewer }) {
  const line = useStands(viewer, (s) => s.profile);
  const pose = useStands(viewer, (s) => s.pose);
  const probe = viewer.surface('probe');
  const candidate = viewer.surface('candidate');
  const found = useMemo(() => (line && probe && candidate ? profile(probe, candidate, pose, line, line.width) : null), [line, pose, probe, candidate]);
  if (!line || !found) return null;
  return <Plot viewer={viewer} found={found} width={line.width} />;
}

function Plot({ viewer, found, width: across }: { viewer: Viewer; found: Profile; width: number }) {
  const { t } = useTranslation('compare');
  const format = useFormat();
  const { ref, width } = useElementSize();
  const words = viewer.shows().words;
  const length = found.along[found.along.length - 1] ?? 0;
  const known = [...found.probe, ...found.candidate].filter((z) => !Number.isNaN(z));
  const most = Math.max(1e-3, ...known.map(Math.abs)) * 1.08;
  const x = (um: number) => left + (um / Math.max(length, 1e-6)) * Math.max(10, width - left - 10);
  const y = (z: number) => ((most - z) / (2 * most)) * (high - below);
  const unit = viewer.modality() === 'topography' ? 'µm' : 'σ';
  const correlation = Number.isNaN(found.correlation) ? t('profile.none') : format.number(found.correlation, 3);
  return (
    <section className={classes.plot} aria-label={t('profile.label')}>
      <Group gap="md" wrap="nowrap">
        <Text size="xs" style={{ flex: 'none' }}><Key dash="" /> {words.probe}<br /><Key dash="5 3" /> {words.candidate}</Text>
        <Text size="xs" role="status">{t('profile.correlation')}: <b className="numbers">{correlation}</b> · {t('profile.length')}: <span className="numbers">{format.length(length)}</span> · {t('profile.common', { share: format.percent(found.common) })}</Text>
        <Dial label={t('profile.width')} value={across} text={format.length(across)} min={0} max={400} step={10} width={120} onChange={(value) => viewer.get().profile && viewer.set({ profile: { ...viewer.get().profile!, width: value } })} />
        <ActionIcon ml="auto" variant="subtle" color="gray" size={26} aria-label={t('profile.close')} onClick={() => viewer.set({ profile: null })}><IconX size={16} /></ActionIcon>
      </Group>
      <div ref={ref}>
        <svg width={width} height={high} role="img" aria-label={t('profile.text', { length: format.length(length), correlation })}>
          {ticks(-most, most, 6).filter((z) => y(z) > 12).map((z) => (
            <g key={z}>
              <line x1={left} x2={width - 10} y1={y(z)} y2={y(z)} stroke="var(--mantine-color-default-border)" />
              <text x={left - 5} y={y(z) + 3.5} textAnchor="end" fontSize={10.5} fill="currentColor">{format.number(z, most < 1 ? 2 : 1)}</text>
            </g>
          ))}
          <text x={2} y={9} fontSize={10.5} fill="currentColor">{unit}</text>
          <text x={2} y={high - 4} fontSize={10.5} fill="currentColor">µm →</text>
          {ticks(0, length, 8).filter((um) => um > 0).map((um) => (
            <text key={um} x={x(um)} y={high - 4} textAnchor={um > length * 0.95 ? 'end' : 'middle'} fontSize={10.5} fill="currentColor">{format.number(um)}</text>
          ))}
          <path d={path(found.along, found.candidate, x, y)} fill="none" stroke="var(--mantine-color-orange-7)" strokeWidth={1.5} strokeDasharray="5 3" />
          <path d={path(found.along, found.probe, x, y)} fill="none" stroke="var(--mantine-color-blue-6)" strokeWidth={1.5} />
        </svg>
      </div>
    </section>
  );
}

function Key({ dash }: { dash: string }) {
  return (
    <svg width={22} height={8} aria-hidden>
      <line x1={0} x2={22} y1={4} y2={4} stroke={dash ? 'var(--mantine-color-orange-7)' : 'var(--mantine-color-blue-6)'} strokeWidth={2} strokeDasharray={dash} />
    </svg>
  );
}
