import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { useAccount } from '../app/rights';

/** useNames gives the name of an account as far as the reader may know it. */
export function useNames(): (account: string | undefined) => string {
  const { t } = useTranslation('decide');
  const me = useAccount();
  const { data } = api.useQuery('get', '/api/v1/colleagues', {}, { staleTime: 300_000 });
  return useMemo(() => {
    const names = new Map(data?.items.map((one) => [one.id, one.name]));
    return (account) => {
      if (account === me.id) return t('you', { name: me.name || me.login });
      if (account === 'service') return t('service');
      return names.get(account ?? '') ?? t('somebody');
    };
  }, [data, me, t]);
}
