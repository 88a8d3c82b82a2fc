import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { FolderEntry, FolderListing } from '../../../contract/served-files.ts';
import { Icon } from '../../components/icon.tsx';
import { bytes, instant } from '../../words/figures.ts';
import styles from './folder-dialog.module.css';

interface FolderEntriesProps {
  readonly listing: FolderListing;
  readonly chosen: readonly string[];
  readonly onGo: (folder: string) => void;
  readonly onToggle: (path: string) => void;
  /** Enter on a file that is chosen already. */
  readonly onAdd: () => void;
}

/**
 * What is in a folder. Arrows move, Space chooses a file, Enter opens a folder or chooses a file, Backspace goes up,
 * as in any list of files.
 */
export function FolderEntries(props: FolderEntriesProps) {
  const { t } = useTranslation('sources');
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const { place, press, pick } = useEntryKeys(props);
  const { entries } = props.listing;

  useEffect(() => {
    list.current?.children.item(place)?.scrollIntoView({ block: 'nearest' });
  }, [place]);

  if (entries.length === 0) return <p className={styles['quiet']}>{t('folder.empty')}</p>;
  return (
    <ul
      ref={list}
      className={styles['entries']}
      role="listbox"
      aria-multiselectable="true"
      aria-label={t('folder.entries')}
      aria-activedescendant={`${id}-${place}`}
      tabIndex={0}
      onKeyDown={press}
    >
      {entries.map((entry, index) => (
        <Entry
          key={entry.path}
          id={`${id}-${index}`}
          entry={entry}
          isActive={index === place}
          isChosen={props.chosen.includes(entry.path)}
          onPress={() => pick(index)}
        />
      ))}
    </ul>
  );
}

/** Which entry the keys act on, and what they do. */
function useEntryKeys({ listing, chosen, onGo, onToggle, onAdd }: FolderEntriesProps) {
  const [at, setAt] = useState(0);
  const { folder, parent, entries } = listing;
  const place = Math.min(at, entries.length - 1);
  const open = (entry: FolderEntry): void => {
    if (entry.trouble !== null) return;
    if (entry.kind === 'folder') onGo(folder === '' ? entry.name : `${folder}/${entry.name}`);
    else onToggle(entry.path);
  };
  const press = (event: KeyboardEvent): void => {
    const next = placeAfter(event.key, place, entries.length);
    const entry = entries[place];
    if (next !== null) setAt(next);
    else if (event.key === 'Backspace' && parent !== null) onGo(parent);
    else if (event.key === 'Enter' && entry !== undefined && chosen.includes(entry.path)) onAdd();
    else if ((event.key === 'Enter' || event.key === ' ') && entry !== undefined) open(entry);
    else return;
    event.preventDefault();
  };
  const pick = (index: number): void => {
    const entry = entries[index];
    setAt(index);
    if (entry !== undefined) open(entry);
  };
  return { place, press, pick };
}

const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: -Infinity,
  End: Infinity,
};

/** Where a key leads from a place in a list of so many; null for a key that does not move. */
function placeAfter(key: string, place: number, length: number): number | null {
  const step = steps[key];
  return step === undefined ? null : Math.max(0, Math.min(length - 1, place + step));
}

interface EntryProps {
  readonly id: string;
  readonly entry: FolderEntry;
  readonly isActive: boolean;
  readonly isChosen: boolean;
  readonly onPress: () => void;
}

function Entry({ id, entry, isActive, isChosen, onPress }: EntryProps) {
  const { t } = useTranslation('sources');
  const { name, kind, sizeBytes, modifiedAt, isKnown, trouble } = entry;
  return (
    <li
      id={id}
      role="option"
      aria-selected={isChosen}
      aria-disabled={trouble !== null}
      className={styles['entry']}
      data-active={isActive || undefined}
      data-unknown={(kind === 'file' && !isKnown) || undefined}
      onClick={onPress}
    >
      <span>{isChosen ? <Icon name="check" /> : kind === 'folder' ? <Icon name="folder" /> : null}</span>
      <span className={styles['name']}>
        {name}
        {kind === 'folder' ? <span className="visually-hidden">{t('folder.isFolder')}</span> : null}
      </span>
      <span className={styles['figure']}>
        {sizeBytes === null || kind === 'folder' ? '' : bytes(sizeBytes)}
      </span>
      <span className={styles['figure']}>{modifiedAt === null ? '' : instant(modifiedAt)}</span>
      {trouble === null ? null : <span className={styles['trouble']}>{trouble}</span>}
    </li>
  );
}
