import { Button, Checkbox, Group, Modal, MultiSelect, NativeSelect, NumberInput, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { api, queries, type Schemas } from '../../../api/client';
import { act } from '../../../api/outbox';
import { faultsOf } from '../../../api/problem';
import { useDraft } from '../../../app/draft';
import { Fault } from '../../../parts/Fault';
import { useLaboratories } from '../../../parts/laboratories';
import { narrow, words, type Filter } from './filter';
import { SavedFilters } from './SavedFilters';
import { useNaming } from './useNaming';
import { usePlaces } from './usePlaces';

// The classes that the service knows, in the order in which forms offer them.
const breechFaces = ['arched', 'circular', 'cross_hatch', 'granular', 'parallel', 'smooth', 'other'];
const firingPins = ['circular', 'elliptical', 'rectangular', 'hemispherical', 'truncated_cone', 'other'];

interface Props {
  mark: string;
  probe: Schemas['Party'];
  opened: boolean;
  close: () => void;
}

/** NewSearch starts another search with the same mark. */
export function NewSearch({ mark, probe, opened, close }: Props) {
  const { t } = useTranslation('decide');
  return (
    <Modal opened={opened} onClose={close} size="xl" title={t('new.title')} closeButtonProps={{ 'aria-label': t('shell:close') }}>
      <Form mark={mark} probe={probe} close={close} />
    </Modal>
  );
}

function Form({ mark, probe, close }: Omit<Props, 'opened'>) {
  const { t } = useTranslation('decide');
  const [, navigate] = useLocation();
  const labs = useLaboratories();
  const places = usePlaces();
  const naming = useNaming();
  const calibres = api.useQuery('get', '/api/v1/calibres', {}, { staleTime: Infinity });
  const draft = useDraft<{ filter: Filter; top: number }>(`search.${mark}`, { filter: probe.calibre ? { calibres: [probe.calibre] } : {}, top: 50 });
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const { filter, top } = draft.value;
  const change = (part: Partial<Filter>) => draft.set((before) => ({ ...before, filter: { ...before.filter, ...part } }));
  const faults = faultsOf(error);
  const fault = (field: string) => faults[`filter.${field}`];
  const said = words(narrow(filter), t, naming);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const begun = await act('post', '/api/v1/searches', { body: { mark, filter: narrow(filter), top } as Schemas['Search'] });
      draft.clear();
      await queries.invalidateQueries({ predicate: ({ queryKey: [, path] }) => path === '/api/v1/searches' });
      close();
      navigate(`/searches/${begun.id ?? ''}`);
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };

  const states = places.countries.find((one) => one.code === filter.country)?.states ?? [];
  const known = [...new Set([...(calibres.data?.items ?? []), ...(filter.calibres ?? [])])];
  return (
    <form onSubmit={(event) => void send(event)}>
      <Stack gap="sm">
        <SavedFilters filter={narrow(filter)} use={(saved) => draft.set((before) => ({ ...before, filter: saved }))} />
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <MultiSelect
            label={t('new.labs')} placeholder={filter.labs?.length ? undefined : t('new.allLabs')} searchable clearable value={filter.labs ?? []} error={fault('labs')}
            data={labs.items.map((lab) => ({ value: lab.id ?? '', label: `${lab.code} · ${lab.name}` }))} onChange={(value) => change({ labs: value })} clearButtonProps={{ 'aria-label': t('new.clear') }}
          />
          <MultiSelect
            label={t('terms:calibre')} placeholder={filter.calibres?.length ? undefined : t('new.allCalibres')} searchable clearable value={filter.calibres ?? []} error={fault('calibres')}
            data={known} onChange={(value) => change({ calibres: value })} clearButtonProps={{ 'aria-label': t('new.clear') }}
          />
          <NativeSelect
            label={t('new.origin')} value={filter.origin ?? ''} error={fault('origin')} onChange={(event) => change({ origin: event.currentTarget.value as Filter['origin'] })}
            data={[{ value: '', label: t('new.both') }, { value: 'questioned', label: t('terms:origin.questioned') }, { value: 'test_fire', label: t('terms:origin.test_fire') }]}
          />
          <Group grow gap="xs" align="flex-start">
            <NativeSelect
              label={t('new.country')} value={filter.country ?? ''} error={fault('country')}
              onChange={(event) => change({ country: event.currentTarget.value as Filter['country'], state: '' })}
              data={[{ value: '', label: t('new.anywhere') }, ...places.countries.map((one) => ({ value: one.code, label: one.name }))]}
            />
            <Select
              label={t('new.state')} searchable clearable disabled={states.length === 0} value={filter.state || null} error={fault('state')} placeholder={t('new.anyState')}
              data={states.map((one) => ({ value: one.code, label: one.name }))} onChange={(value) => change({ state: value ?? '' })} clearButtonProps={{ 'aria-label': t('new.clear') }}
            />
          </Group>
          <NativeSelect
            label={t('new.breechFace')} value={filter.breech_face_class ?? ''} error={fault('breech_face_class')} onChange={(event) => change({ breech_face_class: event.currentTarget.value })}
            data={[{ value: '', label: t('new.anyClass') }, ...breechFaces.map((one) => ({ value: one, label: naming.breechFace(one) }))]}
          />
          <NativeSelect
            label={t('new.firingPin')} value={filter.firing_pin_class ?? ''} error={fault('firing_pin_class')} onChange={(event) => change({ firing_pin_class: event.currentTarget.value })}
            data={[{ value: '', label: t('new.anyClass') }, ...firingPins.map((one) => ({ value: one, label: naming.firingPin(one) }))]}
          />
          <Days name="occurred" filter={filter} change={change} fault={fault} />
          <Days name="entered" filter={filter} change={change} fault={fault} />
          <NumberInput
            label={t('new.top')} min={1} max={500} allowDecimal={false} allowNegative={false} clampBehavior="strict" value={top} error={faults.top}
            onChange={(value) => draft.set((before) => ({ ...before, top: Number(value) || 50 }))}
          />
          <Checkbox mt="lg" label={t('filter.withdrawn')} checked={filter.include_withdrawn ?? false} onChange={(event) => change({ include_withdrawn: event.currentTarget.checked })} />
        </SimpleGrid>
        <Text size="sm" role="status"><b>{t('new.will')}</b> {said.length > 0 ? said.join(' · ') : t('filter.none')}</Text>
        {error !== undefined && <Fault error={error} except={Object.keys(faults).filter((field) => field.startsWith('filter.') || field === 'top')} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>{t('shell:cancel')}</Button>
          <Button type="submit" loading={busy}>{t('new.go')}</Button>
        </Group>
      </Stack>
    </form>
  );
}

interface DaysProps {
  name: 'occurred' | 'entered';
  filter: Filter;
  change: (part: Partial<Filter>) => void;
  fault: (field: string) => string | undefined;
}

/** Days bounds a date from both sides. */
function Days({ name, filter, change, fault }: DaysProps) {
  const { t } = useTranslation('decide');
  return (
    <Group grow gap="xs" align="flex-start">
      {(['from', 'to'] as const).map((end) => (
        <TextInput
          key={end} type="date" label={t(`new.${name}.${end}`)} value={filter[`${name}_${end}`] ?? ''} error={fault(`${name}_${end}`)}
          onChange={(event) => change({ [`${name}_${end}`]: event.currentTarget.value })}
        />
      ))}
    </Group>
  );
}
