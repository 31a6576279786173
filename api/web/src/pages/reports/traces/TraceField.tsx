import { Checkbox, Group, NumberInput, Select, Text, Textarea, TextInput } from '@mantine/core';
import { createContext, useContext, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Path } from '../../../parts/record/path';
import type { RecordForm } from '../../../parts/record/useRecordForm';
import { fieldID, found, joined, split, type Finding, type Trace } from './fields';

interface Form {
  form: RecordForm<Trace>;
  record: Trace;
  findings: Finding[];
  /** It was sent, and is only read. */
  locked: boolean;
}

/** TraceForm is the form that fields belong to. */
export const TraceForm = createContext<Form | null>(null);

function useField(path: Path<Trace>) {
  const { t } = useTranslation('reports');
  const at = useContext(TraceForm)!;
  const about = found(at.findings, path, at.record, at.form.value);
  const missing = about.find((one) => one.severity === 'missing')?.message;
  const doubts = about.filter((one) => one.severity === 'implausible');
  const description: ReactNode = doubts.length > 0 && doubts.map((one) => <Text span key={one.key} size="xs" display="block" c="var(--mantine-color-text)"><b>{t('trace.look')}</b> {one.message}</Text>);
  return { ...at, id: fieldID(path), missing, shown: { description: description || undefined, inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[] } };
}

interface Props {
  path: Path<Trace>;
  label: string;
  max?: number;
  /** Required on the form. */
  starred?: boolean;
}

/** Line is a line of text; `exact` sets letters and digits apart that look alike. */
export function Line({ path, label, max, starred, exact }: Props & { exact?: boolean }) {
  const { form, id, missing, shown, locked } = useField(path);
  const { error, ...field } = form.text(path);
  return (
    <TextInput
      id={id} label={label} withAsterisk={starred} maxLength={max} readOnly={locked} autoComplete="off" spellCheck={!exact} {...shown} {...field} error={error ?? missing}
      styles={exact ? { input: { fontFamily: 'var(--mantine-font-family-monospace)' } } : undefined}
    />
  );
}

/** Lines is text of several lines. */
export function Lines({ path, label, max, starred }: Props) {
  const { form, id, missing, shown, locked } = useField(path);
  const { error, ...field } = form.text(path);
  return <Textarea id={id} label={label} withAsterisk={starred} maxLength={max} readOnly={locked} autosize minRows={2} {...shown} {...field} error={error ?? missing} />;
}

/** Choice is one of a few. */
export function Choice({ path, label, starred, options, onChange }: Props & { options: { value: string; label: string }[]; onChange?: (value: string) => void }) {
  const { form, id, missing, shown, locked } = useField(path);
  const { error, ...field } = form.choice(path);
  return (
    <Select
      id={id} label={label} withAsterisk={starred} readOnly={locked} data={options} {...shown} {...field} value={field.value || null} error={error ?? missing}
      onChange={(value) => (onChange ? onChange(value ?? '') : field.onChange(value))} clearable={!locked && !starred} searchable={options.length > 12}
    />
  );
}

/** Flag is yes or no. */
export function Flag({ path, label }: Props) {
  const { form, id, missing, locked } = useField(path);
  const { error, ...field } = form.flag(path);
  return <Checkbox id={id} label={label} disabled={locked} {...field} error={error ?? missing} />;
}

/** Degrees is a part of a position. */
export function Degrees({ path, label, most }: Props & { most: number }) {
  const { form, id, missing, shown, locked } = useField(path);
  const { error, ...field } = form.number(path);
  return <NumberInput id={id} label={label} min={-most} max={most} decimalScale={6} hideControls readOnly={locked} {...shown} {...field} error={error ?? missing} />;
}

/** Day is a day, with a time of day where `timed`. A date of which only the month is known is shown for what it is. */
export function Day({ path, label, starred, timed }: Props & { timed?: string }) {
  const { t } = useTranslation('reports');
  const { form, id, missing, shown, locked } = useField(path);
  const { value, error } = form.choice(path);
  const { day, time, rest } = split(value);
  const description = rest ? <>{t('trace.partial', { date: rest })} {shown.description}</> : shown.description;
  return (
    <Group align="flex-start" wrap="nowrap" gap="xs">
      <TextInput
        id={id} type="date" flex={1} label={label} withAsterisk={starred} readOnly={locked} {...shown} description={description} value={day} error={error ?? missing}
        onChange={(event) => form.put(path, joined(event.currentTarget.value, time))}
      />
      {timed && <TextInput type="time" w={120} label={timed} readOnly={locked} value={time} disabled={!day} onChange={(event) => form.put(path, joined(day, event.currentTarget.value))} />}
    </Group>
  );
}
