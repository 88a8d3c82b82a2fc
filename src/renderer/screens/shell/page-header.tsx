import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { routes } from '../../routes.ts';
import styles from './page-header.module.css';

const places = [
  { path: routes.jobs, word: 'nav.jobs' },
  { path: routes.newMigration, word: 'nav.newMigration' },
  { path: routes.destinations, word: 'nav.destinations' },
  { path: routes.settings, word: 'nav.settings' },
] as const;

/** The name of the app and the way to its pages. */
export function PageHeader({ isShut }: { isShut: boolean }) {
  const { t } = useTranslation();
  const [location] = useLocation();
  return (
    <header className="app-header">
      <button className={styles['skip']} type="button" onClick={goToContent}>
        {t('nav.skip')}
      </button>
      <span className="app-name">Meterhaul</span>
      <span className="app-purpose">{t('purpose')}</span>
      {isShut ? null : (
        <nav className={styles['nav']} aria-label={t('nav.label')}>
          {places.map(({ path, word }) => (
            <Link
              key={path}
              href={path}
              className={styles['link']}
              aria-current={isWithin(location, path) ? 'page' : undefined}
            >
              {t(word)}
            </Link>
          ))}
        </nav>
      )}
    </header>
  );
}

function isWithin(location: string, path: string): boolean {
  if (path === routes.jobs) return location === '/' || location.startsWith('/jobs/');
  if (path === routes.newMigration) return location === path || location.startsWith('/drafts/');
  return location === path || location.startsWith(`${path}/`);
}

/** Not a link: the part behind the # is the address of the page. */
function goToContent(): void {
  const heading = document.querySelector<HTMLElement>('#content h1');
  heading?.focus();
  heading?.scrollIntoView();
}
