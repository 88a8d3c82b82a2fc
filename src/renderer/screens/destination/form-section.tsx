import { useState } from 'react';
import type { ReactNode } from 'react';
import { Icon } from '../../components/icon.tsx';
import disclosure from '../sources/disclosure.module.css';

interface FormSectionProps {
  readonly title: string;
  /** Something in it is set. */
  readonly isUsed: boolean;
  /** Something in it is wrong: it opens, and stays open. */
  readonly hasProblem: boolean;
  readonly children: ReactNode;
}

/** A part of the form that most people need not open. */
export function FormSection({ title, isUsed, hasProblem, children }: FormSectionProps) {
  const [isOpen, setIsOpen] = useState(isUsed);
  if (hasProblem && !isOpen) setIsOpen(true);
  return (
    <details
      className={disclosure['details']}
      open={isOpen}
      onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}
    >
      <summary className={disclosure['summary']}>
        <Icon name="chevron" className={disclosure['chevron']} />
        <h3>{title}</h3>
      </summary>
      <div className={disclosure['content']}>{children}</div>
    </details>
  );
}
