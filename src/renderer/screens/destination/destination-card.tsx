import { Radio } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionTest, Profile, ProfileView } from '../../../contract/profile-shapes.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { Mark } from '../../components/mark.tsx';
import { Note } from '../../components/note.tsx';
import { bytes, count, instant } from '../../words/figures.ts';
import { Disclosure } from '../sources/disclosure.tsx';
import styles from './destination.module.css';
import { plainProfile } from './form-values.ts';
import { StepResults, TestRunView, TestSummary } from './test-result.tsx';
import { outcomeLooks, outcomeOf, secretLooks } from './test-steps.ts';
import { TrustNote } from './trust-note.tsx';
import { useConnectionTest } from './use-connection-test.ts';
import type { TestRun } from './use-connection-test.ts';

export interface CardActions {
  readonly onEdit: (profile: ProfileView, button: HTMLButtonElement) => void;
  /** Absent where destinations are chosen and not looked after. */
  readonly onRemove?: ((profile: ProfileView, button: HTMLButtonElement) => void) | undefined;
}

interface DestinationCardProps extends CardActions {
  readonly profile: ProfileView;
  /** Absent where nothing is chosen. */
  readonly choice?: { readonly isChosen: boolean; readonly onChoose: () => void } | undefined;
}

/** One destination: where it goes, how it signs in, whether it works. */
export function DestinationCard({ profile, choice, onEdit, onRemove }: DestinationCardProps) {
  const { t } = useTranslation('destination');
  const test = useConnectionTest();
  const titleId = useId();
  const { name, trouble, rehearsal, lastTest } = profile;
  const isTesting = test.state === 'running' || test.state === 'stopping';
  return (
    <section
      className={styles['card']}
      aria-labelledby={titleId}
      data-name={name}
      data-chosen={choice?.isChosen === true || undefined}
    >
      <div className={styles['cardHead']}>
        <CardTitle name={name} id={titleId} choice={choice} />
        <CardMarks profile={profile} isTesting={isTesting} />
      </div>
      <CardFacts profile={profile} />
      {rehearsal ? <p className={styles['quiet']}>{t('rehearsalText')}</p> : null}
      {trouble === null ? null : (
        <Note tone="caution" icon="warning">
          <p lang="en">{trouble}</p>
        </Note>
      )}
      <TrustNote profile={profile} />
      <TestRunView test={test} />
      {lastTest === null || test.state !== 'idle' ? null : <LastTest test={lastTest} />}
      <CardButtons profile={profile} test={test} onEdit={onEdit} onRemove={onRemove} />
    </section>
  );
}

function LastTest({ test }: { test: ConnectionTest }) {
  const { t } = useTranslation('destination');
  return (
    <Disclosure title={t('connection.showSteps')}>
      <div className={styles['test']}>
        <TestSummary test={test} />
        <StepResults steps={test.steps} />
      </div>
    </Disclosure>
  );
}

function CardButtons({
  profile,
  test,
  onEdit,
  onRemove,
}: CardActions & { readonly profile: ProfileView; readonly test: TestRun }) {
  const { t } = useTranslation('destination');
  const { name, rehearsal, lastTest } = profile;
  const isTesting = test.state === 'running' || test.state === 'stopping';
  const common = { object: name, isMain: false, isOff: isTesting };
  return (
    <div className={styles['buttons']}>
      <ActionButton
        {...common}
        word={lastTest === null && test.state === 'idle' ? t('test') : t('testAgain')}
        onPress={() => void test.start(plainProfile(profile), {}, name)}
      />
      {rehearsal ? null : (
        <ActionButton {...common} word={t('edit')} onPress={(button) => onEdit(profile, button)} />
      )}
      {onRemove === undefined ? null : (
        <ActionButton {...common} word={t('remove')} onPress={(button) => onRemove(profile, button)} />
      )}
    </div>
  );
}

function CardTitle({
  name,
  id,
  choice,
}: Pick<DestinationCardProps, 'choice'> & { readonly name: string; readonly id: string }) {
  if (choice === undefined) {
    return (
      <h2 id={id} className={styles['title']}>
        {name}
      </h2>
    );
  }
  return (
    <Radio
      name="destination"
      value={name}
      checked={choice.isChosen}
      onChange={choice.onChoose}
      label={<span id={id}>{name}</span>}
      classNames={{ label: styles['title'] ?? '' }}
    />
  );
}

function CardMarks({ profile, isTesting }: { profile: ProfileView; isTesting: boolean }) {
  const { t } = useTranslation('destination');
  const { secret, rehearsal, lastTest } = profile;
  const outcome = lastTest === null ? null : outcomeOf(lastTest);
  return (
    <div className={styles['marks']}>
      {rehearsal ? <Mark tone="caution">{t('rehearsal')}</Mark> : null}
      <Mark {...secretLooks[secret]}>{t(`secretState.${secret}`)}</Mark>
      {isTesting ? (
        <Mark tone="busy" icon="hourglass">
          {t('connection.running')}
        </Mark>
      ) : outcome === null || lastTest === null ? (
        <Mark tone="quiet" icon="dash">
          {t('neverTested')}
        </Mark>
      ) : (
        <Mark {...outcomeLooks[outcome]}>
          {t('tested', { outcome: t(`connection.outcomes.${outcome}`), when: instant(lastTest.at) })}
        </Mark>
      )}
    </div>
  );
}

function CardFacts({ profile: { baseUrl, signIn, limits } }: { profile: ProfileView }) {
  const { t } = useTranslation('destination');
  const facts = [
    [t('card.address'), baseUrl],
    [
      t('card.signIn'),
      signIn.kind === 'client' ? `${t('signIn.client')}: ${signIn.clientId}` : t(`signIn.${signIn.kind}`),
    ],
    [t('card.limits'), useLimitWords(limits)],
  ] as const;
  return (
    <dl className={styles['facts']}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function useLimitWords(limits: Profile['limits']): string {
  const { t } = useTranslation('destination');
  const { maxPointsPerSecond, maxRequestsPerSecond, maxBytesPerSecond, concurrency, window, compress } =
    limits;
  const words = [
    ...(maxPointsPerSecond === null ? [] : [t('card.points', { value: count(maxPointsPerSecond) })]),
    ...(maxRequestsPerSecond === null ? [] : [t('card.requestRate', { value: count(maxRequestsPerSecond) })]),
    ...(maxBytesPerSecond === null ? [] : [t('card.bytes', { value: bytes(maxBytesPerSecond) })]),
    ...(concurrency === 'auto' ? [] : [t('card.requests', { count: concurrency })]),
    ...(window === null ? [] : [t('card.window', window)]),
    ...(compress === 'gzip' ? [t('card.gzip')] : []),
  ];
  return words.length === 0 ? t('card.noLimits') : words.join(' · ');
}
