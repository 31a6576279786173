/**
 * headsIn are the signed heads in a text, as they were copied, one after another: each
 * is a few lines, an empty one, and lines of signatures that begin with a dash.
 */
export function headsIn(text: string): string[] {
  const heads: string[] = [];
  let lines: string[] = [];
  const end = () => {
    while (lines.length > 0 && lines.at(-1)!.trim() === '') lines.pop();
    if (lines.length > 0) heads.push(`${lines.join('\n')}\n`);
    lines = [];
  };
  let signed = false;
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    const signature = line.startsWith('— ');
    if (signed && !signature) {
      end();
      signed = false;
    }
    if (lines.length === 0 && line.trim() === '') continue;
    lines.push(line.trimEnd());
    signed = signature;
  }
  end();
  return heads;
}
