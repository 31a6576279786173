import { useTranslation } from 'react-i18next';
import { useLocation, useSearchParams } from 'wouter';
import { queries } from '../../../api/client';
import { act } from '../../../api/outbox';
import { Page } from '../../../parts/Page';
import { FormFoot } from '../../../parts/record/FormFoot';
import { useRecordForm } from '../../../parts/record/useRecordForm';
import { LabField } from '../form/LabField';
import { useLabels } from '../form/labels';
import { useOwnLabs } from '../labs';
import { Section } from '../parts/Section';
import { FirearmFields, type Firearm } from './FirearmFields';

/** NewFirearmPage enters a firearm that was seized or recovered. */
export default function NewFirearmPage() {
  const { t } = useTranslation('enter');
  const [query] = useSearchParams();
  const of = query.get('case') ?? '';
  return (
    <Page title={t('firearm.new')} path={[{ name: t('title'), href: '/enter' }]} maw={1000}>
      <NewFirearm key={of} of={of} />
    </Page>
  );
}

function NewFirearm({ of }: { of: string }) {
  const { t } = useTranslation('enter');
  const [, go] = useLocation();
  const [lab = ''] = useOwnLabs();
  const label = useLabels('firearm');
  const form = useRecordForm<Firearm>({
    draft: of ? `enter.firearm.new.case.${of}` : 'enter.firearm.new',
    record: { number: '', lab, case: of, place: {}, possessor: {} },
    send: async (body) => {
      const made = await act('post', '/api/v1/firearms', { body });
      await queries.invalidateQueries({ queryKey: ['get', '/api/v1/firearms'] });
      go(`/firearms/${made.id}`);
    },
  });
  return (
    <Section title={t('firearm.data')}>
      <form ref={form.ref} noValidate onSubmit={(event) => void form.submit(event)}>
        <LabField of={form} />
        <FirearmFields of={form} />
        <FormFoot form={form} label={label} send={t('firearm.create')} />
      </form>
    </Section>
  );
}
