import type { Wire } from '../contract/wire.ts';

/** Two ends of one wire within a process. Messages arrive in order, after the caller's own turn has ended. */
export function inProcessWires(): readonly [Wire, Wire] {
  const left = new InProcessEnd();
  const right = new InProcessEnd();
  left.farEnd = right;
  right.farEnd = left;
  return [left, right];
}

class InProcessEnd implements Wire {
  farEnd: InProcessEnd | null = null;
  private isClosed = false;
  private readonly messageListeners: ((text: string) => void)[] = [];
  private readonly closeListeners: (() => void)[] = [];

  post(text: string): void {
    if (this.isClosed) return;
    void Promise.resolve().then(() => this.farEnd?.receive(text));
  }

  onMessage(listener: (text: string) => void): void {
    this.messageListeners.push(listener);
  }

  onClose(listener: () => void): void {
    if (this.isClosed) listener();
    else this.closeListeners.push(listener);
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    for (const listener of this.closeListeners.splice(0)) listener();
    const { farEnd } = this;
    void Promise.resolve().then(() => farEnd?.close());
  }

  private receive(text: string): void {
    if (this.isClosed) return;
    for (const listener of this.messageListeners) listener(text);
  }
}
