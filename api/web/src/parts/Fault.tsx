import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { faultsOf, said } from '../api/problem';

/** Fault shows why an act was refused, with the faults of fields that the form does not show itself. */
export function Fault({ error, except = [] }: { error: unknown; except?: string[] }) {
  const { t } = useTranslation();
  if (!error) return null;
  const rest = Object.entries(faultsOf(error)).filter(([field]) => !except.includes(field));
  return (
    <Alert color="red" role="alert" title={t('refused')}>
      {said(error)}
      {rest.length > 0 && <ul>{rest.map(([field, message]) => <li key={field}>{field}: {message}</li>)}</ul>}
    </Alert>
  );
}
