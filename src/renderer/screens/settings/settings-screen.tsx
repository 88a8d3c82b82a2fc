import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { PageHeading } from '../../components/page-heading.tsx';
import { routes } from '../../routes.ts';
import { AboutSection } from './about-section.tsx';
import { DiagnosticsSection } from './diagnostics-section.tsx';
import { GeneralSection } from './general-section.tsx';
import styles from './settings-screen.module.css';

const sections = [
  { name: 'general', path: routes.settings, Section: GeneralSection },
  { name: 'diagnostics', path: routes.diagnostics, Section: DiagnosticsSection },
  { name: 'about', path: routes.about, Section: AboutSection },
] as const;

/** What holds for the whole app: settings, diagnostics for whoever helps, and what it is made with. */
export default function SettingsScreen({ section }: { section: string }) {
  const { t } = useTranslation('settings');
  const shown = sections.find(({ name }) => name === section) ?? sections[0];
  return (
    <>
      <PageHeading>{t('title')}</PageHeading>
      <div className={styles['columns']}>
        <nav aria-label={t('sections.label')} className={styles['nav']}>
          {sections.map(({ name, path }) => (
            <Link
              key={name}
              href={path}
              className={styles['link']}
              aria-current={name === shown.name ? 'page' : undefined}
            >
              {t(`sections.${name}`)}
            </Link>
          ))}
        </nav>
        <div className={styles['section']}>
          <shown.Section />
        </div>
      </div>
    </>
  );
}
