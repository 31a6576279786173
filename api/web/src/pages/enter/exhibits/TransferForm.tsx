import { Button, Fieldset, SimpleGrid, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queries, type Schemas } from '../../../api/client';
import { act } from '../../../api/outbox';
import { useAccount } from '../../../app/rights';
import { useLaboratories } from '../../../parts/laboratories';
import { FormFoot } from '../../../parts/record/FormFoot';
import { useRecordForm, type RecordForm } from '../../../parts/record/useRecordForm';
import { today } from '../form/date';
import { DateField } from '../form/DateField';
import { TextField } from '../form/fields';

export type Transfer = Schemas['Transfer'];
export type Handler = Schemas['Handler'];

interface Props {
  exhibit: string;
  draft: string;
  /** The step before: who has the exhibit now gives it. */
  last: Transfer | undefined;
  done: () => void;
}

/** TransferForm enters a step of the chain of custody, which is never changed afterwards. */
export function TransferForm(props: Props) {
  const account = useAccount();
  const labs = useLaboratories();
  if (labs.items.length === 0) return null;
  return <Fields {...props} institution={labs.of(account.lab)?.name} />;
}

function Fields({ exhibit, draft, last, done, institution }: Props & { institution: string | undefined }) {
  const { t } = useTranslation('enter');
  const account = useAccount();
  const me: Handler = { name: account.name ?? '', post: account.post, institution };
  const mineAlready = last?.to.name === me.name;
  const [record] = useState<Transfer>({
    from: last ? { ...last.to, signature: '' } : { name: '' }, to: mineAlready ? { name: '' } : me, at: today(), reason: '',
  });
  const form = useRecordForm<Transfer>({
    draft, record,
    send: async (body) => {
      await act('post', '/api/v1/exhibits/{id}/transfers', { path: { id: exhibit }, body });
      await queries.invalidateQueries({ predicate: ({ queryKey }) => /transfers|timeline/.test(String(queryKey[1])) });
      done();
    },
  });
  return (
    <form ref={form.ref} noValidate onSubmit={(event) => void form.submit(event)} aria-label={t('custody.add')}>
      <Stack gap="sm" mt="md">
        <HandlerFields of={form} side="from" />
        <HandlerFields of={form} side="to" />
        <DateField of={form} name="at" label={t('custody.at')} required day />
        <TextField of={form} name="reason" label={t('custody.reason')} hint={t('custody.reasonHint')} required max={500} />
        <SimpleGrid cols={2} spacing="sm" style={{ alignItems: 'end' }}>
          <TextField of={form} name="place" label={t('custody.place')} max={500} />
          <TextField of={form} name="state" label={t('custody.state')} max={500} />
        </SimpleGrid>
      </Stack>
      <FormFoot form={form} label={(path) => t(`custody.${path}`)} send={t('custody.save')}>
        <Button variant="subtle" onClick={done}>{t('shell:close')}</Button>
      </FormFoot>
    </form>
  );
}

function HandlerFields({ of, side }: { of: RecordForm<Transfer>; side: 'from' | 'to' }) {
  const { t } = useTranslation('enter');
  return (
    <Fieldset legend={t(`custody.${side}`)}>
      <SimpleGrid cols={2} spacing="xs" style={{ alignItems: 'end' }}>
        <TextField of={of} name={`${side}.name`} label={t('custody.name')} required max={200} />
        <TextField of={of} name={`${side}.post`} label={t('custody.post')} max={200} />
        <TextField of={of} name={`${side}.institution`} label={t('custody.institution')} max={200} />
        <TextField of={of} name={`${side}.signature`} label={t('custody.signature')} max={200} />
      </SimpleGrid>
    </Fieldset>
  );
}
