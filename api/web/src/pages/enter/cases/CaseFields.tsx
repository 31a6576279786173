import { ActionIcon, Button, Fieldset, Group, NativeSelect, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../../api/client';
import { IconPlus, IconTrash } from '../../../parts/icons';
import type { RecordForm } from '../../../parts/record/useRecordForm';
import { DateField } from '../form/DateField';
import { AreaField, ChoiceField, TextField } from '../form/fields';
import { PlaceFields } from '../form/PlaceFields';

export type Case = Schemas['Case'];
type Reference = Schemas['Reference'];

export const referenceTypes = ['carpeta', 'nuc', 'folio', 'iph', 'ori_case', 'other'] as const;
export const starts = ['location', 'discovery', 'contribution', 'other'] as const;

/** CaseFields are the fields of a case. */
export function CaseFields({ of }: { of: RecordForm<Case> }) {
  const { t } = useTranslation('enter');
  const choices = (key: string, values: readonly string[]) => values.map((value) => ({ value, label: t(`${key}.${value}`) }));
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <TextField of={of} name="number" label={t('case.number')} hint={t('case.numberHint')} required max={80} />
        <ChoiceField of={of} name="status" label={t('case.status')} options={choices('case.statuses', ['open', 'closed'])} />
        <TextField of={of} name="agency" label={t('case.agency')} max={200} />
        <TextField of={of} name="unit" label={t('case.unit')} max={200} />
        <TextField of={of} name="offence" label={t('case.offence')} max={200} />
        <ChoiceField of={of} name="start" label={t('case.start')} options={choices('case.starts', starts)} />
        <DateField of={of} name="occurred" label={t('case.occurred')} />
        <DateField of={of} name="received" label={t('case.received')} />
      </SimpleGrid>
      <References of={of} />
      <Fieldset legend={t('case.place')}><PlaceFields of={of} /></Fieldset>
      <AreaField of={of} name="comment" label={t('case.comment')} max={4000} />
    </Stack>
  );
}

/** References are the numbers that others gave the case. */
function References({ of }: { of: RecordForm<Case> }) {
  const { t } = useTranslation('enter');
  const all = of.value.references ?? [];
  const set = (next: Reference[]) => of.put('references', next);
  const change = (i: number, part: Partial<Reference>) => set(all.map((one, k) => (k === i ? { ...one, ...part } : one)));
  return (
    <Fieldset legend={t('case.references')}>
      <Stack gap="xs">
        {all.map((one, i) => (
          <Group key={i} gap="xs" wrap="nowrap" align="flex-start">
            <NativeSelect
              w={230} aria-label={t('case.referenceType', { n: i + 1 })} value={one.type} error={of.choice(`references[${i}].type`).error}
              data={referenceTypes.map((value) => ({ value, label: t(`case.referenceTypes.${value}`) }))}
              onChange={(event) => change(i, { type: event.currentTarget.value as Reference['type'] })}
            />
            <TextInput
              flex={1} aria-label={t('case.referenceValue', { n: i + 1 })} value={one.value} maxLength={80} error={of.text(`references[${i}].value`).error}
              onChange={(event) => change(i, { value: event.currentTarget.value })}
            />
            <ActionIcon variant="default" size={36} aria-label={t('case.referenceRemove', { n: i + 1 })} onClick={() => set(all.filter((_, k) => k !== i))}>
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
        ))}
        <Button
          size="xs" variant="default" w="fit-content" leftSection={<IconPlus size={14} aria-hidden />} disabled={all.length >= 20}
          onClick={() => set([...all, { type: all.length === 0 ? 'carpeta' : 'folio', value: '' }])}
        >
          {t('case.referenceAdd')}
        </Button>
      </Stack>
    </Fieldset>
  );
}
