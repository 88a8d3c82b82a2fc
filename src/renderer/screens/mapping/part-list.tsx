import { useTranslation } from 'react-i18next';
import type { Draft } from '../../../contract/draft-shapes.ts';
import { Icon } from '../../components/icon.tsx';
import type { IconName } from '../../components/icon.tsx';
import { fileName } from '../../words/file-name.ts';
import { openCount, stateOf } from './mapping-parts.ts';
import type { MappingPart, PartState } from './mapping-parts.ts';
import styles from './mapping.module.css';

const icons: Readonly<Record<PartState, IconName>> = {
  complete: 'check',
  open: 'warning',
  unmapped: 'cross',
  waiting: 'clock',
};

interface PartListProps {
  readonly draft: Draft;
  readonly parts: readonly MappingPart[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

/** The files of the migration, each with whether its mapping is complete. */
export function PartList({ draft, parts, chosen, onChoose }: PartListProps) {
  const { t } = useTranslation('mapping');
  if (parts.length < 2) return null;
  return (
    <nav aria-label={t('parts')}>
      <ul className={styles['parts']}>
        {parts.map((part) => {
          const state = stateOf(draft, part);
          return (
            <li key={part.id}>
              <button
                type="button"
                className={styles['part']}
                aria-current={part.id === chosen ? 'true' : undefined}
                data-state={state}
                onClick={() => onChoose(part.id)}
              >
                <Icon name={icons[state]} className={styles['partIcon']} />
                <span>
                  <span className={styles['partName']}>{partName(part, t('set.name'))}</span>
                  <span className={styles['quiet']}>
                    {t(`state.${state}`, { count: openCount(draft, part) })}
                  </span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

export function partName(part: MappingPart, setName: string): string {
  return part.kind === 'set' ? setName : fileName(part.path);
}
