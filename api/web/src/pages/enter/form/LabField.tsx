import { useTranslation } from 'react-i18next';
import { useLaboratories } from '../../../parts/laboratories';
import type { Path } from '../../../parts/record/path';
import type { RecordForm } from '../../../parts/record/useRecordForm';
import { useOwnLabs } from '../labs';
import { ChoiceField, type Recorded } from './fields';

/** LabField chooses the laboratory that a record belongs to, for whoever works for several. */
export function LabField<T extends Recorded & { lab?: string }>({ of }: { of: RecordForm<T> }) {
  const { t } = useTranslation();
  const labs = useLaboratories();
  const own = useOwnLabs();
  if (own.length < 2) return null;
  return (
    <ChoiceField of={of} name={'lab' as Path<T>} label={t('terms:laboratory')} required options={own.map((id) => ({ value: id, label: labs.of(id)?.name ?? '' }))} />
  );
}
