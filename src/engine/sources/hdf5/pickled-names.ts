/**
 * Finds names in a text that Python's pickle wrote by protocol 0 (pickletools, "opcodes"), as pandas keeps the
 * labels of its columns. Nothing is executed or built: only texts, numbers and the brackets of lists and tuples
 * are looked at, and any other opcode (a class, a call) ends the search with null.
 *
 * @returns the labels of the one list that the text is; tuples of a column with several levels are joined by a
 * space. Null when the text is anything else.
 */
export function namesInPickledList(text: string): string[] | null {
  const stack: Item[] = [];
  const memo = new Map<string, Item>();
  let at = 0;
  while (at < text.length) {
    const opcode = text[at] ?? '';
    at++;
    if (opcode === '.') return labelsOf(stack);
    if (withArgument.has(opcode)) {
      const end = text.indexOf('\n', at);
      if (end === -1 || !takeArgument(opcode, text.slice(at, end).replace(/\r$/, ''), stack, memo))
        return null;
      at = end + 1;
    } else if (!takeBracket(opcode, stack)) return null;
  }
  return null;
}

/** Names of time zones that stand in a pickled text, which is not read otherwise. */
export function zonesInPickle(text: string): string[] {
  const area = 'Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific|US|Canada|Etc';
  const pattern = new RegExp(`(?:${area})/[A-Za-z][A-Za-z_/+-]*\\d*|\\bUTC\\b`, 'g');
  return [...new Set([...text.matchAll(pattern)].map(([zone]) => zone))];
}

type Item = string | Item[] | typeof mark;

const mark = Symbol('mark');
const withArgument = new Set(['V', 'S', 'I', 'L', 'F', 'p', 'g']);

function takeArgument(opcode: string, argument: string, stack: Item[], memo: Map<string, Item>): boolean {
  if (opcode === 'p') {
    const top = stack.at(-1);
    if (top === undefined || top === mark) return false;
    memo.set(argument, top);
    return true;
  }
  if (opcode === 'g') {
    const known = memo.get(argument);
    if (known === undefined) return false;
    stack.push(known);
    return true;
  }
  const value = opcode === 'S' ? unquoted(argument) : opcode === 'V' ? unescaped(argument) : argument;
  if (value === null) return false;
  stack.push(value);
  return true;
}

function takeBracket(opcode: string, stack: Item[]): boolean {
  switch (opcode) {
    case '(':
      stack.push(mark);
      return true;
    case ']':
    case ')':
      stack.push([]);
      return true;
    case 'l':
    case 't': {
      const from = stack.lastIndexOf(mark);
      if (from === -1) return false;
      const items = stack.splice(from).slice(1);
      stack.push(items);
      return true;
    }
    case 'a': {
      const item = stack.pop();
      const list = stack.at(-1);
      if (item === undefined || item === mark || !Array.isArray(list) || item === list) return false;
      list.push(item);
      return true;
    }
    default:
      return false;
  }
}

function labelsOf(stack: readonly Item[]): string[] | null {
  const [list] = stack;
  if (stack.length !== 1 || !Array.isArray(list)) return null;
  const labels = list.map(labelOf);
  return labels.every((label) => label !== null) ? labels : null;
}

function labelOf(item: Item): string | null {
  if (typeof item === 'string') return item;
  if (!Array.isArray(item)) return null;
  const levels = item.filter((level) => typeof level === 'string');
  return levels.length === item.length ? levels.filter((level) => level !== '').join(' ') : null;
}

function unquoted(text: string): string | null {
  const quote = text[0];
  if (text.length < 2 || (quote !== "'" && quote !== '"') || !text.endsWith(quote)) return null;
  return text
    .slice(1, -1)
    .replace(/\\x([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

function unescaped(text: string): string {
  return text.replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
