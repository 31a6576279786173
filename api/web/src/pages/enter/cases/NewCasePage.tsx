import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { queries } from '../../../api/client';
import { act } from '../../../api/outbox';
import { useLaboratories } from '../../../parts/laboratories';
import { Page } from '../../../parts/Page';
import { FormFoot } from '../../../parts/record/FormFoot';
import { useRecordForm } from '../../../parts/record/useRecordForm';
import { today } from '../form/date';
import { LabField } from '../form/LabField';
import { useLabels } from '../form/labels';
import { useOwnLabs } from '../labs';
import { Section } from '../parts/Section';
import { CaseFields, type Case } from './CaseFields';

/** NewCasePage enters a case; its exhibits come after. */
export default function NewCasePage() {
  const { t } = useTranslation('enter');
  const labs = useLaboratories();
  const [lab = ''] = useOwnLabs();
  return (
    <Page title={t('case.new')} path={[{ name: t('title'), href: '/enter' }]} maw={900}>
      {labs.items.length > 0 && <NewCase lab={lab} country={labs.of(lab)?.place?.country ?? ''} />}
    </Page>
  );
}

function NewCase({ lab, country }: { lab: string; country: '' | 'MX' | 'US' }) {
  const { t } = useTranslation('enter');
  const [, go] = useLocation();
  const label = useLabels('case');
  const form = useRecordForm<Case>({
    draft: 'enter.case.new',
    record: { number: '', lab, status: 'open', received: today(), place: { country } },
    send: async (body) => {
      const made = await act('post', '/api/v1/cases', { body });
      await queries.invalidateQueries({ queryKey: ['get', '/api/v1/cases'] });
      go(`/cases/${made.id}`);
    },
  });
  return (
    <Section title={t('case.data')}>
      <form ref={form.ref} noValidate onSubmit={(event) => void form.submit(event)}>
        <LabField of={form} />
        <CaseFields of={form} />
        <FormFoot form={form} label={label} send={t('case.create')} />
      </form>
    </Section>
  );
}
