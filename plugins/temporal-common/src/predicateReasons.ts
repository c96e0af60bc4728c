type Path = readonly (string | number)[];
type Reason = { readonly path: Path; readonly message: string };

function isPrimitive(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unless(holds: boolean, path: Path, message: string): Reason[] {
  return holds ? [] : [{ path, message }];
}

function listReasons(
  value: unknown,
  path: Path,
  ofItem: (item: unknown, path: Path) => Reason[],
): Reason[] {
  return Array.isArray(value)
    ? value.flatMap((item, index) => ofItem(item, [...path, index]))
    : unless(false, path, 'must be an array');
}

const valueOperators: Record<string, (value: unknown, path: Path) => Reason[]> =
  {
    $exists: (value, path) =>
      unless(typeof value === 'boolean', path, 'must be true or false'),
    $in: (value, path) =>
      listReasons(value, path, (item, at) =>
        unless(isPrimitive(item), at, 'must be text, a number, true or false'),
      ),
    $contains: predicateReasons,
    $hasPrefix: (value, path) =>
      unless(typeof value === 'string', path, 'must be text'),
  };

const operators: Record<string, (value: unknown, path: Path) => Reason[]> = {
  $all: (value, path) => listReasons(value, path, predicateReasons),
  $any: (value, path) => listReasons(value, path, predicateReasons),
  $not: predicateReasons,
};

function operatorReasons(
  value: Record<string, unknown>,
  path: Path,
  known: typeof operators,
): Reason[] {
  const [key = '', ...others] = Object.keys(value);
  const names = Object.keys(known).join(', ');
  if (others.length > 0 || key === '') {
    return unless(false, path, `must hold exactly one of ${names}`);
  }
  const reasons = Object.hasOwn(known, key) ? known[key] : undefined;
  return reasons
    ? reasons(value[key], [...path, key])
    : unless(false, [...path, key], `is not known there; use ${names}`);
}

function valueReasons(value: unknown, path: Path): Reason[] {
  if (isPrimitive(value)) {
    return [];
  }
  return isObject(value)
    ? operatorReasons(value, path, valueOperators)
    : unless(false, path, 'must be text, a number, true, false or an operator');
}

/**
 * Why a value is no filter predicate, in words and for each place. It only
 * explains: whether the value is one is for `@backstage/filter-predicates` to
 * say, whose own messages list every alternative it tried.
 */
export function predicateReasons(value: unknown, path: Path = []): Reason[] {
  if (isPrimitive(value)) {
    return [];
  }
  if (!isObject(value)) {
    return unless(
      false,
      path,
      'must be an object, such as { kind: component }',
    );
  }
  if (Object.keys(value).some(key => key.startsWith('$'))) {
    return operatorReasons(value, path, operators);
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    valueReasons(inner, [...path, key]),
  );
}
