import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { queries } from '../../../api/client';
import { act } from '../../../api/outbox';
import { useHas } from '../../../app/rights';
import { FormFoot } from '../../../parts/record/FormFoot';
import { useRecordForm } from '../../../parts/record/useRecordForm';
import { AreaField } from '../form/fields';
import { useLabels } from '../form/labels';
import { ExhibitFields, type Exhibit } from './ExhibitFields';

/** ChangeExhibit corrects an exhibit, or takes it out of searches; what it was before stays in its history. */
export function ChangeExhibit({ one, draft, done }: { one: Exhibit; draft: string; done: () => void }) {
  const { t } = useTranslation('enter');
  const label = useLabels('exhibit');
  const supervisor = useHas('supervisor');
  const reread = () => queries.invalidateQueries({ predicate: ({ queryKey }) => /\/(exhibits|cases|firearms)/.test(String(queryKey[1])) });
  const form = useRecordForm<Exhibit>({
    draft, record: one, reread,
    send: async (body, version) => {
      await act('put', '/api/v1/exhibits/{id}', { path: { id: one.id! }, body, version });
      await reread();
      done();
    },
  });
  return (
    <form ref={form.ref} noValidate onSubmit={(event) => void form.submit(event)}>
      <ExhibitFields of={form} />
      {supervisor && <AreaField of={form} name="withdrawn" label={t('exhibit.withdrawn')} hint={t('exhibit.withdrawnHint')} max={500} />}
      <FormFoot form={form} label={label}>
        <Button variant="subtle" onClick={done}>{t('shell:close')}</Button>
      </FormFoot>
    </form>
  );
}
