import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PlotDesk } from './plot-desk.ts';
import styles from './preview.module.css';

interface PlotToolsProps {
  readonly desk: PlotDesk;
  readonly selectsRange: boolean;
  readonly onSelectsRange: (selects: boolean) => void;
}

/** Everything that dragging and the wheel do, by buttons. */
export function PlotTools({ desk, selectsRange, onSelectsRange }: PlotToolsProps) {
  const { t } = useTranslation('preview');
  const buttons = [
    { word: t('plot.earlier'), onPress: () => desk.pan(-0.5) },
    { word: t('plot.later'), onPress: () => desk.pan(0.5) },
    { word: t('plot.zoomIn'), onPress: () => desk.zoom(0.5) },
    { word: t('plot.zoomOut'), onPress: () => desk.zoom(2) },
    { word: t('plot.whole'), onPress: () => desk.showAll() },
  ];
  return (
    <div role="group" aria-label={t('plot.tools')} className={styles['row']}>
      {buttons.map(({ word, onPress }) => (
        <Button key={word} size="xs" variant="default" onClick={onPress}>
          {word}
        </Button>
      ))}
      <Button
        size="xs"
        variant={selectsRange ? 'filled' : 'default'}
        aria-pressed={selectsRange}
        onClick={() => onSelectsRange(!selectsRange)}
      >
        {t('plot.range')}
      </Button>
      {selectsRange ? <span className={styles['quiet']}>{t('plot.rangeOn')}</span> : null}
    </div>
  );
}
