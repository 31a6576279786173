import { Alert } from '@mantine/core';
import { IconPlugConnectedX } from '../parts/icons';
import { useTranslation } from 'react-i18next';
import { connection } from '../api/connection';
import { outbox } from '../api/outbox';
import { useStore } from '../api/store';

/** StateBar says that the connection is lost, and how many acts wait for it. */
export function StateBar() {
  const { t } = useTranslation();
  const { lost } = useStore(connection);
  const waiting = useStore(outbox).length;
  if (!lost) return null;
  return (
    <Alert color="orange" role="status" py="xs" icon={<IconPlugConnectedX size={18} />} title={t('connection.lost')}>
      {t('connection.waiting', { count: waiting })}
    </Alert>
  );
}
