import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Haul } from '../../../contract/handover-shapes.ts';
import { jobStates } from '../../../domain/job-state.ts';
import { Figures } from '../../components/figures.tsx';
import { Note } from '../../components/note.tsx';
import { routes } from '../../routes.ts';
import { bytes, count, instant } from '../../words/figures.ts';
import { JobSection } from '../job/job-section.tsx';
import styles from '../job/job.module.css';
import { comesHome } from './comes-home.ts';

/** What is in a .haul file, and whether it was taken in here before. */
export function HaulFacts({ haul }: { haul: Haul }) {
  const { t } = useTranslation('record');
  const { points, data, alreadyHere } = haul;
  return (
    <JobSection title={t('takeOver.whatTitle')}>
      {alreadyHere === null ? null : comesHome(haul) ? (
        <ComesHome {...alreadyHere} />
      ) : (
        <AlreadyHere {...alreadyHere} />
      )}
      <Figures
        figures={[
          { name: t('takeOver.job'), value: haul.jobId },
          {
            name: t('takeOver.from'),
            value: t('takeOver.fromText', { computer: haul.computer, at: instant(haul.exportedAt) }),
          },
          { name: t('takeOver.files'), value: haul.files.join(', ') },
          {
            name: t('takeOver.points'),
            value: t('takeOver.pointsText', {
              confirmed: count(points.confirmed),
              planned: count(points.planned),
            }),
          },
          {
            name: t('takeOver.left'),
            value: t('takeOver.leftText', { points: count(data.points), loads: count(data.loads) }),
          },
          { name: t('takeOver.size'), value: bytes(haul.sizeBytes) },
          { name: t('takeOver.vtn'), value: haul.baseUrl },
          { name: t('takeOver.version'), value: haul.version },
        ]}
      />
    </JobSection>
  );
}

function ComesHome({ jobId }: NonNullable<Haul['alreadyHere']>) {
  const { t } = useTranslation('record');
  return (
    <Note tone="quiet" icon="file" title={t('takeOver.home')}>
      <p>{t('takeOver.homeText', { job: jobId })}</p>
    </Note>
  );
}

function AlreadyHere({ jobId, state }: NonNullable<Haul['alreadyHere']>) {
  const { t } = useTranslation(['record', 'jobs']);
  const known = jobStates.find((each) => each === state);
  const word = known === undefined ? state : t(`jobs:states.${known}.word`);
  return (
    <Note tone="caution" icon="warning" title={t('record:takeOver.here')}>
      <p>{t('record:takeOver.hereText', { job: jobId, state: word })}</p>
      <p>
        <Link href={routes.job(jobId)} className={styles['link']}>
          {t('record:takeOver.showIt')}
        </Link>
      </p>
    </Note>
  );
}
