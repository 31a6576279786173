import { ActionIcon, Box, Button, SegmentedControl, Slider, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { IconPlayerPause, IconPlayerPlay } from '../../../parts/icons';
import { useFormat } from '../../../text/format';
import { lowest } from '../../../viewer/light';
import { fastest, type State } from '../../../viewer/state';
import type { Viewer } from '../../../viewer/viewer';
import classes from './Bench.module.css';
import { LightBall } from './LightBall';
import { useStands } from './stands';

/** LookBar holds light, relief and colour, or brightness and contrast, and what belongs to the way of looking. */
export function LookBar({ viewer }: { viewer: Viewer }) {
  const picture = useStands(viewer, () => viewer.modality() === 'reflectance');
  const mode = useStands(viewer, (s) => s.mode);
  return (
    <div className={classes.look}>
      {mode === 'difference' ? <Spread viewer={viewer} /> : picture ? <Tone viewer={viewer} /> : <Lamp viewer={viewer} />}
      {mode === 'split' && <Split viewer={viewer} />}
      {mode === 'overlay' && <Opacity viewer={viewer} />}
      {mode === 'flicker' && <Flicker viewer={viewer} />}
    </div>
  );
}

interface DialProps {
  label: string;
  value: number;
  text: string;
  min: number;
  max: number;
  step: number;
  width?: number;
  onChange: (value: number) => void;
}

/** Dial is a slider under its name and value. */
export function Dial({ label, value, text, width = 88, ...rest }: DialProps) {
  return (
    <Box w={width}>
      <Text size="xs" truncate aria-hidden>{label}: <span className="numbers">{text}</span></Text>
      <Slider size="sm" thumbSize={16} my={5} label={null} value={value} thumbLabel={label} thumbProps={{ 'aria-valuetext': text }} {...rest} />
    </Box>
  );
}

function Lamp({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation('compare');
  const format = useFormat();
  const light = useStands(viewer, (s) => s.light);
  const relief = useStands(viewer, (s) => s.relief);
  const colour = useStands(viewer, (s) => s.colour);
  const space = useStands(viewer, (s) => s.mode === 'space');
  return (
    <>
      <LightBall light={light} onLight={(next) => viewer.set({ light: next })} />
      <Dial label={t('look.azimuth')} value={light.azimuth} text={`${format.number(light.azimuth)}°`} min={0} max={359} step={1} onChange={(azimuth) => viewer.set({ light: { ...light, azimuth } })} />
      <Dial label={t('look.elevation')} value={light.elevation} text={`${format.number(light.elevation)}°`} min={lowest} max={90} step={1} onChange={(elevation) => viewer.set({ light: { ...light, elevation } })} />
      {!space && <Dial label={t('look.relief')} value={Math.log2(relief)} text={`×${format.number(relief, 1)}`} min={-2} max={3} step={0.1} onChange={(power) => viewer.set({ relief: 2 ** power })} />}
      <SegmentedControl
        size="xs" value={colour} aria-label={t('look.colour')} onChange={(value) => viewer.set({ colour: value as State['colour'] })}
        data={[{ value: 'grey', label: t('look.grey') }, { value: 'height', label: t('look.height') }]}
      />
    </>
  );
}

function Tone({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation('compare');
  const format = useFormat();
  const brightness = useStands(viewer, (s) => s.brightness);
  const contrast = useStands(viewer, (s) => s.contrast);
  return (
    <>
      <Dial label={t('look.brightness')} value={brightness} text={format.number(brightness, 1)} min={-2} max={2} step={0.1} width={140} onChange={(value) => viewer.set({ brightness: value })} />
      <Dial label={t('look.contrast')} value={Math.log2(contrast)} text={`×${format.number(contrast, 1)}`} min={-2} max={3} step={0.1} width={140} onChange={(power) => viewer.set({ contrast: 2 ** power })} />
      <Button size="compact-xs" variant="default" onClick={() => viewer.set({ brightness: 0, contrast: 1 })}>{t('look.usual')}</Button>
    </>
  );
}

function Spread({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation('compare');
  useStands(viewer, (s) => s.spread);
  const { spread, low, high } = viewer.scale();
  const most = Math.max(high - low, 1e-6);
  return (
    <Dial
      label={t('look.spread')} value={spread} text={viewer.shows().words.height(spread)} min={most / 50} max={most} step={most / 200} width={240}
      onChange={(value) => viewer.set({ spread: value })}
    />
  );
}

function Split({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation('compare');
  const format = useFormat();
  const split = useStands(viewer, (s) => s.split);
  const deg = ((split.deg % 360) + 360) % 360;
  return (
    <>
      <Dial label={t('look.splitAt')} value={split.at} text={format.percent(split.at)} min={-0.9} max={0.9} step={0.01} onChange={(at) => viewer.set({ split: { ...split, at } })} />
      <Dial label={t('look.splitDeg')} value={deg} text={`${format.number(deg)}°`} min={0} max={359} step={1} onChange={(value) => viewer.set({ split: { ...split, deg: value } })} />
    </>
  );
}

function Opacity({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation('compare');
  const format = useFormat();
  const opacity = useStands(viewer, (s) => s.opacity);
  return <Dial label={t('look.opacity')} value={opacity} text={format.percent(opacity)} min={0} max={1} step={0.01} width={170} onChange={(value) => viewer.set({ opacity: value })} />;
}

function Flicker({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation('compare');
  const format = useFormat();
  const flicker = useStands(viewer, (s) => s.flicker);
  const turn = (patch: Partial<State['flicker']>) => viewer.set({ flicker: { ...viewer.get().flicker, ...patch } });
  return (
    <>
      <ActionIcon size={28} variant="default" aria-label={t(flicker.running ? 'look.stop' : 'look.run')} onClick={() => turn({ running: !flicker.running })}>
        {flicker.running ? <IconPlayerPause size={16} /> : <IconPlayerPlay size={16} />}
      </ActionIcon>
      <Dial label={t('look.rate')} value={flicker.rate} text={t('look.perSecond', { rate: format.number(flicker.rate, 1) })} min={0.25} max={fastest} step={0.25} width={160} onChange={(rate) => turn({ rate })} />
    </>
  );
}
