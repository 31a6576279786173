import { Alert, Box, Button, Center, Group, Loader, Menu, SegmentedControl, Select, Switch, Text } from '@mantine/core';
import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useSearchParams } from 'wouter';
import { Answer } from '../../parts/Answer';
import { useLaboratories } from '../../parts/laboratories';
import { Page } from '../../parts/Page';
import { save, saveFrom } from '../../parts/save';
import { addressOf, narrowed, span, type Clock, type Graph } from './graph';
import { GraphView } from './GraphView';
import { layout } from './layout';
import { Legend } from './Legend';
import classes from './LinksPage.module.css';
import { pngOf, svgText } from './picture';
import { SidePanel } from './SidePanel';
import { TimeAxis } from './TimeAxis';
import { useGraph } from './useGraph';

// The map's shapes are loaded with it.
const MapView = lazy(() => import('./MapView'));

/** LinksPage: what leads and hits join, drawn, on a map, in words, over time. */
export default function LinksPage() {
  const { t } = useTranslation('links');
  const labs = useLaboratories();
  const [asked, setAsked] = useSearchParams();
  const leads = asked.get('leads') !== 'false';
  const lab = asked.get('lab') ?? '';
  const map = asked.get('view') === 'map';
  const about = ['case', 'exhibit', 'firearm'].map((kind) => asked.get(kind)).find((id) => id);
  const { query, exported } = useGraph(asked);
  const put = (name: string, value: string) =>
    setAsked((before) => {
      if (value) before.set(name, value);
      else before.delete(name);
      return before;
    }, { replace: true });
  return (
    <Page
      title={t('title')} className={classes.page}
      actions={
        <>
          {about ? <Button size="xs" variant="default" component={Link} href="/links">{t('all')}</Button> : (
            <Select
              aria-label={t('terms:laboratory')} placeholder={t('allLabs')} clearable searchable w={220} value={lab || null} onChange={(value) => put('lab', value ?? '')}
              clearButtonProps={{ 'aria-label': t('allLabs') }} data={labs.items.map((one) => ({ value: one.id ?? '', label: `${one.code} · ${one.name}` }))}
            />
          )}
          <SegmentedControl
            size="xs" aria-label={t('view')} value={map ? 'map' : 'graph'} onChange={(value) => put('view', value === 'map' ? 'map' : '')}
            data={[{ value: 'graph', label: t('graph') }, { value: 'map', label: t('map') }]}
          />
          <Switch label={t('withLeads')} checked={leads} onChange={(event) => put('leads', event.currentTarget.checked ? '' : 'false')} />
        </>
      }
    >
      <Answer of={query}>{(graph) => <Drawn key={about ?? lab} graph={graph} leads={leads} about={about ?? undefined} map={map} exported={exported} />}</Answer>
    </Page>
  );
}

interface Drawing {
  graph: Graph;
  leads: boolean;
  about: string | undefined;
  map: boolean;
  exported: (ext: string, leads: boolean) => string | undefined;
}

function Drawn({ graph, leads, about, map, exported }: Drawing) {
  const { t } = useTranslation('links');
  const [, go] = useLocation();
  const [chosen, setChosen] = useState(about);
  const [time, setTime] = useState<[number, number]>();
  const drawing = useRef<SVGSVGElement>(null);
  const [wanted, setClock] = useState<Clock>();
  const spans = useMemo(() => ({ joined: span(graph, 'joined'), occurred: span(graph, 'occurred') }), [graph]);
  const clocks = (['joined', 'occurred'] as const).filter((one) => spans[one] && spans[one][0] < spans[one][1]);
  const clock = wanted ?? clocks[0] ?? 'joined';
  const whole = spans[clock];
  const places = useMemo(() => layout(graph), [graph]);
  const shown = useMemo(() => narrowed(graph, { leads, clock, from: time?.[0], to: time?.[1], about }), [graph, leads, clock, time, about]);
  const open = (id: string) => {
    const node = graph.nodes.find((one) => one.id === id);
    const address = node && addressOf(node);
    if (address) go(address);
  };
  if (graph.nodes.length === 0) return <Text>{t('nothing')}</Text>;
  return (
    <>
      {graph.truncated && <Alert color="orange" mb="xs">{t('truncated')}</Alert>}
      <Box className={classes.frame}>
        <Box className={classes.main}>
          <Group justify="space-between" wrap="nowrap" className={classes.bar}>
            <Legend />
            <Export drawing={drawing} exported={(ext) => exported(ext, leads)} />
          </Group>
          <Box className={classes.view}>
            {shown.nodes.length === 0 ? <Text p="md" role="status">{t('nothingThen')}</Text> : map ? (
              <Suspense fallback={<Center h="100%"><Loader aria-label={t('shell:loading')} /></Center>}>
                <MapView graph={shown} chosen={chosen} onChoose={setChosen} drawing={drawing} />
              </Suspense>
            ) : <GraphView graph={shown} places={places} chosen={chosen} onChoose={setChosen} onOpen={open} drawing={drawing} />}
          </Box>
          {whole && clocks.length > 0 && (
            <Box className={classes.time}>
              <TimeAxis
                graph={graph} clock={clock} clocks={clocks} span={whole} value={time ?? whole} onChange={setTime}
                onClock={(next) => {
                  setClock(next);
                  setTime(undefined);
                }}
              />
            </Box>
          )}
        </Box>
        <Box className={classes.side} component="aside" aria-label={t('inWords')}>
          <SidePanel graph={shown} chosen={chosen} onChoose={setChosen} />
        </Box>
      </Box>
    </>
  );
}

function Export({ drawing, exported }: { drawing: React.RefObject<SVGSVGElement | null>; exported: (ext: string) => string | undefined }) {
  const { t } = useTranslation('links');
  const svg = () => drawing.current && save(new Blob([svgText(drawing.current)], { type: 'image/svg+xml' }), `${t('file')}.svg`);
  const png = async () => {
    if (drawing.current) save(await pngOf(drawing.current), `${t('file')}.png`);
  };
  return (
    <Menu>
      <Menu.Target><Button size="xs" variant="default" style={{ flexShrink: 0 }}>{t('export.title')}</Button></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void png()}>{t('export.png')}</Menu.Item>
        <Menu.Item onClick={svg}>{t('export.svg')}</Menu.Item>
        {(['csv', 'graphml'] as const).map((ext) => {
          const from = exported(ext);
          return from && <Menu.Item key={ext} onClick={() => void saveFrom(from, `${t('file')}.${ext}`)}>{t(`export.${ext}`)}</Menu.Item>;
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
