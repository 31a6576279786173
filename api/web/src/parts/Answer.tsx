import { Alert, Button, Center, Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { said } from '../api/problem';

interface Question<T> {
  data: T | undefined;
  error: unknown;
  isPending: boolean;
  refetch: () => unknown;
}

/** Answer shows what the service answered: its children when it did, why not when it refused. */
export function Answer<T>({ of, children }: { of: Question<T>; children: (data: T) => ReactNode }) {
  const { t } = useTranslation();
  if (of.data !== undefined) return children(of.data);
  if (of.error)
    return (
      <Alert color="red" role="alert" title={t('refused')}>
        {said(of.error)}
        <Button mt="sm" size="xs" variant="default" display="block" onClick={() => void of.refetch()}>{t('again')}</Button>
      </Alert>
    );
  return (
    <Center p="xl">
      <Loader role="status" aria-label={t('loading')} />
    </Center>
  );
}
