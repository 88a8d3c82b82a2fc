import styles from './tail-name.module.css';

/** A name of which the end shows where it does not fit: names of one site often begin alike. */
export function TailName({ name }: { name: string }) {
  return (
    <span className={styles['tail']} title={name}>
      <bdi dir="ltr">{name}</bdi>
    </span>
  );
}
