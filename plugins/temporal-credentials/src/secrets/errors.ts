/**
 * The key of an envelope is not among the keys. It may be added.
 * @public
 */
export class KeyMissing extends Error {
  constructor(id: string, setting: string) {
    // The id stands in an envelope that anybody may have written.
    const named = id.replace(/[^\w.:-]/g, '?').slice(0, 100);
    super(
      `The key ${named} is not in ${setting}; put it back, behind the first`,
    );
    this.name = 'KeyMissing';
  }
}

/**
 * It is no envelope of ours, or it was tampered with.
 * @public
 */
export class CantOpen extends Error {
  constructor() {
    super('It is no envelope that was sealed here, or it was changed since');
    this.name = 'CantOpen';
  }
}
