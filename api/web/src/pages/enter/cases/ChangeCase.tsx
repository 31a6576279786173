import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { queries } from '../../../api/client';
import { act } from '../../../api/outbox';
import { FormFoot } from '../../../parts/record/FormFoot';
import { useRecordForm } from '../../../parts/record/useRecordForm';
import { useLabels } from '../form/labels';
import { CaseFields, type Case } from './CaseFields';

/** ChangeCase corrects a case; what it was before stays in its history. */
export function ChangeCase({ one, draft, done }: { one: Case; draft: string; done: () => void }) {
  const { t } = useTranslation('enter');
  const label = useLabels('case');
  const reread = () => queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/cases') });
  const form = useRecordForm<Case>({
    draft, record: one, reread,
    send: async (body, version) => {
      await act('put', '/api/v1/cases/{id}', { path: { id: one.id! }, body, version });
      await reread();
      done();
    },
  });
  return (
    <form ref={form.ref} noValidate onSubmit={(event) => void form.submit(event)}>
      <CaseFields of={form} />
      <FormFoot form={form} label={label}>
        <Button variant="subtle" onClick={done}>{t('shell:close')}</Button>
      </FormFoot>
    </form>
  );
}
