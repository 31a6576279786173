/**
 * coordinates reads latitude and longitude out of what a person pastes from a map:
 * "19.4326, -99.1332", "19.4326 -99.1332", "19°25'57.4\"N 99°07'59.5\"W".
 */
export function coordinates(text: string): { latitude: number; longitude: number } | undefined {
  const plain = /^\s*([+-]?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*$/.exec(text);
  if (plain) return checked(Number(plain[1]), Number(plain[2]));
  const sexagesimal = [...text.matchAll(/(\d{1,3})°\s*(?:(\d{1,2})['′]\s*)?(?:(\d{1,2}(?:\.\d+)?)["″]\s*)?([NSEWO])/gi)];
  if (sexagesimal.length !== 2) return undefined;
  const [first, second] = sexagesimal.map(([, degrees, minutes = '0', seconds = '0', side = '']) => {
    const value = Number(degrees) + Number(minutes) / 60 + Number(seconds) / 3600;
    // O is oeste; an English "O" for east does not exist.
    return /[SWO]/i.test(side) ? -value : value;
  });
  return checked(first!, second!);
}

function checked(latitude: number, longitude: number) {
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : undefined;
}
