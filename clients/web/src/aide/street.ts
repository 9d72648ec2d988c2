const STREETS = /\b(rue|avenue|av|boulevard|bd|bvd|place|pl|chemin|ch|route|rte|allee|impasse|quai|cours|square|passage|villa|residence|hameau|lieu dit|lotissement|street|road)\b/;

/** Whether somebody could find the door: a number beside the postcode, or a kind of street. A place in the country may have neither, so this only asks once more. */
export function hasStreet(address: string): boolean {
  const said = address.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/-/g, ' ').replace(/\b\d{5}\b/g, '').replace(/\b\d{1,2}(e|er|eme)\b/g, '');
  return /\d/.test(said) || STREETS.test(said);
}
