import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { PageHeading } from '../../components/page-heading.tsx';
import { routes } from '../../routes.ts';

export function NoSuchPage() {
  const { t } = useTranslation();
  const [, goTo] = useLocation();
  return (
    <>
      <PageHeading hint={t('notFound.text')}>{t('notFound.title')}</PageHeading>
      <Button onClick={() => goTo(routes.jobs)}>{t('notFound.home')}</Button>
    </>
  );
}
