import { Button, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useSearchParams } from 'wouter';
import { api, queries } from '../../../api/client';
import { act } from '../../../api/outbox';
import { Answer } from '../../../parts/Answer';
import { Page } from '../../../parts/Page';
import { FormFoot } from '../../../parts/record/FormFoot';
import { useRecordForm } from '../../../parts/record/useRecordForm';
import { useLabels } from '../form/labels';
import { Section } from '../parts/Section';
import { ExhibitFields, type Exhibit } from './ExhibitFields';
import { nextNumber } from './number';

/** NewExhibitPage enters an exhibit of a case, or a test fire of a firearm. */
export default function NewExhibitPage() {
  const { t } = useTranslation('enter');
  const [query] = useSearchParams();
  const firearm = query.get('firearm');
  const of = query.get('case');
  return (
    <Page title={t(firearm ? 'exhibit.newTestFire' : 'exhibit.new')} path={[{ name: t('title'), href: '/enter' }]} maw={1000}>
      {firearm ? <OfFirearm id={firearm} key={firearm} /> : of ? <OfCase id={of} key={of} /> : (
        <Text>{t('exhibit.needsCase')} <Link href="/enter">{t('title')}</Link></Text>
      )}
    </Page>
  );
}

function OfCase({ id }: { id: string }) {
  const one = api.useQuery('get', '/api/v1/cases/{id}', { params: { path: { id } } });
  const there = api.useQuery('get', '/api/v1/exhibits', { params: { query: { case: id, limit: 500 } } });
  return (
    <Answer of={one}>
      {(found) => (
        <Answer of={there}>
          {({ items }) => (
            <NewExhibit
              draft={`enter.exhibit.new.case.${id}`} there={items.map((exhibit) => exhibit.number)} base={found.number}
              record={{ number: '', origin: 'questioned', calibre: '', case: id, lab: found.lab, place: {} }}
            />
          )}
        </Answer>
      )}
    </Answer>
  );
}

function OfFirearm({ id }: { id: string }) {
  const one = api.useQuery('get', '/api/v1/firearms/{id}', { params: { path: { id } } });
  const there = api.useQuery('get', '/api/v1/exhibits', { params: { query: { firearm: id, limit: 500 } } });
  return (
    <Answer of={one}>
      {(found) => (
        <Answer of={there}>
          {({ items }) => (
            <NewExhibit
              draft={`enter.exhibit.new.firearm.${id}`} there={items.map((exhibit) => exhibit.number)} base={found.number}
              record={{
                number: '', origin: 'test_fire', calibre: found.calibre ?? '', firearm: id, lab: found.lab, sequence: items.length + 1,
                breech_face_class: found.breech_face_class, firing_pin_class: found.firing_pin_class, place: {},
              }}
            />
          )}
        </Answer>
      )}
    </Answer>
  );
}

function NewExhibit({ draft, record, there, base }: { draft: string; record: Exhibit; there: string[]; base: string }) {
  const { t } = useTranslation('enter');
  const [, go] = useLocation();
  const label = useLabels('exhibit');
  const another = useRef(false);
  // What the next exhibit of the same scene begins with.
  const [begin, setBegin] = useState<Exhibit>(() => ({ ...record, number: nextNumber(there, base) }));
  const form = useRecordForm<Exhibit>({
    draft, record: begin,
    send: async (body) => {
      const more = another.current;
      another.current = false;
      const made = await act('post', '/api/v1/exhibits', { body });
      void queries.invalidateQueries({ predicate: ({ queryKey }) => /\/(exhibits|cases|firearms)/.test(String(queryKey[1])) });
      if (!more) return go(`/exhibits/${made.id}`);
      notifications.show({ message: t('exhibit.madeOne', { number: made.number }) });
      setBegin({ ...body, number: nextNumber([...there, made.number], base), found: '', sequence: body.sequence && body.sequence + 1 });
      window.scrollTo({ top: 0 });
    },
  });
  return (
    <Section title={t('exhibit.data')}>
      <form ref={form.ref} noValidate onSubmit={(event) => void form.submit(event)}>
        <ExhibitFields of={form} />
        <FormFoot form={form} label={label} send={t('exhibit.create')} ready>
          <Button type="submit" variant="default" disabled={form.busy} onClick={() => (another.current = true)}>{t('exhibit.createAnother')}</Button>
        </FormFoot>
      </form>
    </Section>
  );
}
