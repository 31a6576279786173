import { Group, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { made, precisionOf, precisions, type Precision } from './date';
import type { FieldOf, Recorded } from './fields';

const kinds = { year: 'number', month: 'month', day: 'date', time: 'datetime-local' } as const;

/** DateField is a date as exactly as it is known; `day` asks for the day at least. */
export function DateField<T extends Recorded>({ of, name, label, hint, required, day }: FieldOf<T> & { day?: boolean }) {
  const { t } = useTranslation('enter');
  const { value, error } = of.choice(name);
  const [wanted, want] = useState<Precision>(value ? precisionOf(value) : day || required || of.value.version === undefined ? 'day' : 'unknown');
  // A draft or somebody else's change may bring a date of another precision.
  const precision = value ? precisionOf(value) : wanted;
  const offered = precisions.filter((one) => !day || one === 'day' || one === 'time');
  const unknown = precision === 'unknown';
  return (
    <Group gap="xs" align="flex-end" wrap={precision === 'time' ? 'wrap' : 'nowrap'}>
      {!unknown && (
        <TextInput
          flex={1} miw={precision === 'time' ? 210 : 130} label={label} description={hint} required={required} type={kinds[precision]} value={value} error={error}
          min={precision === 'year' ? 1800 : undefined} max={precision === 'year' ? 2199 : undefined}
          onChange={(event) => {
            want(precision);
            of.put(name, event.currentTarget.value);
          }}
        />
      )}
      <NativeSelect
        w={unknown ? undefined : 132} flex={unknown ? 1 : undefined} label={unknown ? label : undefined} error={unknown ? error : undefined}
        aria-label={t('date.precision', { label })} value={precision} data={offered.map((one) => ({ value: one, label: t(`date.${one}`) }))}
        onChange={(event) => {
          const next = event.currentTarget.value as Precision;
          want(next);
          of.put(name, made(value, next));
        }}
      />
    </Group>
  );
}
