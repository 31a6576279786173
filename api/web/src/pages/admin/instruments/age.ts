/** ageOf is how many days ago a calibration was, at most; undefined when it is not known. A date may be a year or a month. */
export function ageOf(date: string | undefined, now = Date.now()): number | undefined {
  const [, year, month = '01', day = '01'] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(date ?? '') ?? [];
  const at = year === undefined ? NaN : Date.parse(`${year}-${month}-${day}`);
  return Number.isNaN(at) ? undefined : Math.floor((now - at) / 86_400_000);
}
