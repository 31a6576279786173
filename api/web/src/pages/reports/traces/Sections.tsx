import { Button, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useContext, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client';
import type { Path } from '../../../parts/record/path';
import type { Trace } from './fields';
import { PersonFields } from './PersonFields';
import { Choice, Day, Degrees, Flag, Line, Lines, TraceForm } from './TraceField';

const weaponTypes = ['pistol', 'revolver', 'rifle', 'shotgun', 'submachine_gun', 'machine_gun', 'combination', 'derringer', 'silencer', 'receiver', 'other'] as const;

function Part({ name, children }: { name: string; children: ReactNode }) {
  const { t } = useTranslation('reports');
  return (
    <Paper withBorder p="md" component="section" aria-labelledby={`part-${name}`}>
      <Title order={2} size="h4" mb="sm" id={`part-${name}`}>{t(`trace.part.${name}`)}</Title>
      <Stack gap="sm">{children}</Stack>
    </Paper>
  );
}

const Row = ({ cols = 3, children }: { cols?: number; children: ReactNode }) => <SimpleGrid cols={{ base: 1, sm: cols }} spacing="sm">{children}</SimpleGrid>;

/** Sections are the parts of ATF form 3312.1, in its order. */
export function Sections() {
  const { t } = useTranslation('reports');
  const { form, locked } = useContext(TraceForm)!;
  const label = (path: string) => t(`trace.field.${path}`);
  const associates = form.value.associates ?? [];
  return (
    <Stack>
      <Part name="initiation">
        <Row>
          <Day path="date" label={label('date')} starred />
          <Choice path="priority" label={label('priority')} starred options={(['routine', 'urgent'] as const).map((value) => ({ value, label: t(`trace.priorities.${value}`) }))} />
        </Row>
        {(form.value.priority === 'urgent' || form.value.urgency) && <Lines path="urgency" label={label('urgency')} max={1000} starred />}
        <Lines path="instructions" label={label('instructions')} max={1000} />
      </Part>
      <Part name="crime">
        <Row>
          <Line path="crime_code" label={label('crime_code')} max={20} starred />
          <Line path="project_code" label={label('project_code')} max={40} />
        </Row>
      </Part>
      <Part name="requester">
        <Row>
          <Line path="requester.ori" label={label('requester.ori')} max={9} starred exact />
          <Line path="requester.phone" label={label('requester.phone')} max={40} />
          <Line path="requester.email" label={label('requester.email')} max={254} />
          <Line path="requester.officer" label={label('requester.officer')} max={200} starred />
          <Line path="requester.badge" label={label('requester.badge')} max={60} />
          <Line path="requester.case_number" label={label('requester.case_number')} max={80} />
        </Row>
        <Row cols={2}>
          <Line path="requester.agency" label={label('requester.agency')} max={200} starred />
          <Line path="requester.unit" label={label('requester.unit')} max={200} />
        </Row>
        <Line path="requester.address" label={label('requester.address')} max={500} />
      </Part>
      <Part name="weapon">
        <Row>
          <Line path="weapon.serial" label={label('weapon.serial')} max={60} starred exact />
          <Line path="weapon.maker" label={label('weapon.maker')} max={120} starred />
          <Line path="weapon.model" label={label('weapon.model')} max={120} starred />
          <Choice path="weapon.type" label={label('weapon.type')} starred options={weaponTypes.map((value) => ({ value, label: t(`trace.types.${value}`) }))} />
          <Line path="weapon.calibre" label={label('weapon.calibre')} max={60} starred />
          <Line path="weapon.country" label={label('weapon.country')} max={60} starred />
        </Row>
        <Flag path="weapon.obliterated" label={label('weapon.obliterated')} />
        <Line path="weapon.importer" label={label('weapon.importer')} max={120} starred />
        <Lines path="weapon.markings" label={label('weapon.markings')} max={1000} />
      </Part>
      <Part name="possessor"><PersonFields path="possessor" /></Part>
      <Part name="associates">
        {associates.length === 0 && <Text size="sm" c="dimmed">{t('trace.noAssociates')}</Text>}
        {associates.map((_, i) => (
          <Paper key={i} withBorder p="sm" component="section" aria-label={t('trace.associate', { number: i + 1 })}>
            <Group justify="space-between" mb="xs">
              <Title order={3} size="h6">{t('trace.associate', { number: i + 1 })}</Title>
              {!locked && <Button size="xs" variant="default" onClick={() => form.put('associates', associates.filter((__, j) => j !== i))}>{t('trace.removeAssociate', { number: i + 1 })}</Button>}
            </Group>
            <PersonFields path={`associates[${i}]`} />
          </Paper>
        ))}
        {!locked && associates.length < 10 && <Group><Button size="xs" variant="default" onClick={() => form.put('associates', [...associates, {}])}>{t('trace.addAssociate')}</Button></Group>}
      </Part>
      <Part name="recovery"><Recovery label={label} /></Part>
    </Stack>
  );
}

function Recovery({ label }: { label: (path: string) => string }) {
  const { form } = useContext(TraceForm)!;
  const { data } = api.useQuery('get', '/api/v1/places', {}, { staleTime: Infinity });
  const place = form.value.recovery?.place ?? {};
  const country = data?.items.find((one) => one.code === place.country);
  const at = (name: string) => `recovery.place.${name}` as Path<Trace>;
  return (
    <>
      <Row cols={2}>
        <Day path="recovery.date" label={label('recovery.date')} timed={label('recovery.time')} starred />
        <Choice
          path={at('country')} label={label('recovery.country')} starred options={(data?.items ?? []).map((one) => ({ value: one.code, label: one.name }))}
          onChange={(code) => form.put('recovery.place' as Path<Trace>, { ...place, country: code, state: '' })}
        />
      </Row>
      <Row cols={2}>
        <Choice path={at('state')} label={label('recovery.state')} starred options={(country?.states ?? []).map((one) => ({ value: one.code, label: one.name }))} />
        <Line path={at('municipality')} label={label('recovery.municipality')} max={120} starred />
      </Row>
      <Line path={at('detail')} label={label('recovery.detail')} max={500} />
      <Row cols={2}>
        <Degrees path={at('latitude')} label={label('recovery.latitude')} most={90} />
        <Degrees path={at('longitude')} label={label('recovery.longitude')} most={180} />
      </Row>
      <Lines path="recovery.notes" label={label('recovery.notes')} max={1000} />
    </>
  );
}
