import { Box, type BoxProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { useAccount } from '../../app/rights';
import { Page } from '../../parts/Page';
import classes from './AdminPage.module.css';
import { sectionsOf } from './sections';

interface Props extends BoxProps {
  title: string;
  path?: { name: string; href: string }[];
  actions?: ReactNode;
  children: ReactNode;
}

/** AdminPage is the frame of the pages of administration: their parts above, by role. */
export function AdminPage({ title, path, actions, children }: Props) {
  const { t } = useTranslation('admin');
  const [location] = useLocation();
  const sections = sectionsOf(useAccount());
  return (
    <Box>
      <nav aria-label={t('sections')} className={classes.bar}>
        {sections.map((one) => (
          <Link key={one.key} href={one.href} className={classes.part} data-here={location.startsWith(one.href) || undefined} aria-current={location === one.href ? 'page' : undefined}>
            {t(`section.${one.key}`)}
          </Link>
        ))}
      </nav>
      <Page title={title} path={path} actions={actions}>{children}</Page>
    </Box>
  );
}
