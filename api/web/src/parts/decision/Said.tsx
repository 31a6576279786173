import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { useAccount } from '../../app/rights';
import { useFormat } from '../../text/format';
import { useNames } from '../people';
import { VerdictMark } from './VerdictMark';

/** useReviews are a candidate's reviews, the latest first, as far as the reader may know. */
export function useReviews(candidate: string, enabled = true) {
  return api.useQuery('get', '/api/v1/candidates/{id}/reviews', { params: { path: { id: candidate }, query: { limit: 20 } } }, { enabled });
}

/** Said is what people have made of a candidate; of a blind reader only what they said themself. */
export function Said({ candidate, onlyMine }: { candidate: string; onlyMine: boolean }) {
  const { t } = useTranslation('decide');
  const format = useFormat();
  const name = useNames();
  const account = useAccount();
  const reviews = (useReviews(candidate).data?.items ?? []).filter((review) => !onlyMine || review.created_by === account.id);
  if (reviews.length === 0) return null;
  return (
    <section aria-label={t('said')}>
      <Text size="sm" fw={600}>{t('said')}</Text>
      <ul style={{ margin: 0, paddingLeft: 0, listStyle: 'none' }}>
        {reviews.map((review) => (
          <li key={review.id}>
            <Text size="xs" mt={4}>
              <VerdictMark verdict={review.verdict} /> {name(review.created_by)} · <Text span c="dimmed">{format.moment(review.created_at)}</Text>
              {review.reason && <><br />{review.reason}</>}
            </Text>
          </li>
        ))}
      </ul>
    </section>
  );
}
