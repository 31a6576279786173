import { Autocomplete, Checkbox, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client';
import type { Path } from '../../../parts/record/path';
import type { RecordForm } from '../../../parts/record/useRecordForm';

export type Recorded = { version?: number };

export interface FieldOf<T extends Recorded> {
  of: RecordForm<T>;
  name: Path<T>;
  label: string;
  hint?: string;
  required?: boolean;
}

/** TextField is a line of text. */
export function TextField<T extends Recorded>({ of, name, label, hint, required, max }: FieldOf<T> & { max?: number }) {
  return <TextInput label={label} description={hint} required={required} maxLength={max} autoComplete="off" {...of.text(name)} />;
}

/** AreaField is text of several lines. */
export function AreaField<T extends Recorded>({ of, name, label, hint, required, max }: FieldOf<T> & { max?: number }) {
  return <Textarea label={label} description={hint} required={required} maxLength={max} autosize minRows={2} maxRows={8} {...of.text(name)} />;
}

interface Choice {
  options: { value: string; label: string }[];
  disabled?: boolean;
}

/** ChoiceField is one of a few; before them stands that nothing is known, unless something must be. */
export function ChoiceField<T extends Recorded>({ of, name, label, hint, required, options, disabled, onChange }: FieldOf<T> & Choice & { onChange?: (value: string) => void }) {
  const { t } = useTranslation();
  const none = required ? [] : [{ value: '', label: t('unknown') }];
  const field = of.choice(name);
  return (
    <NativeSelect
      label={label} description={hint} required={required} disabled={disabled} data={[...none, ...options]} value={field.value} error={field.error}
      onChange={(event) => (onChange ?? field.onChange)(event.currentTarget.value)}
    />
  );
}

interface NumberProps {
  unit?: string;
  min?: number;
  max?: number;
  /** Takes what is pasted, if it is more than a number. */
  paste?: (text: string) => boolean;
}

/** NumberField is a number with its unit; empty when it is not known. */
export function NumberField<T extends Recorded>({ of, name, label, hint, unit, min, max, paste }: FieldOf<T> & NumberProps) {
  return (
    <NumberInput
      label={label} description={hint} suffix={unit ? ` ${unit}` : undefined} min={min} max={max} hideControls {...of.number(name)}
      onPaste={(event) => {
        if (paste?.(event.clipboardData.getData('text'))) event.preventDefault();
      }}
    />
  );
}

/** CheckField is yes or no. */
export function CheckField<T extends Recorded>({ of, name, label, hint }: FieldOf<T>) {
  return <Checkbox label={label} description={hint} {...of.flag(name)} />;
}

/** CalibreField suggests the calibres that the service knows; others may be written. */
export function CalibreField<T extends Recorded>({ of, name, label, hint, required }: FieldOf<T>) {
  const { data } = api.useQuery('get', '/api/v1/calibres', {}, { staleTime: Infinity });
  return <Autocomplete label={label} description={hint} required={required} data={data?.items ?? []} maxLength={60} {...of.choice(name)} />;
}
