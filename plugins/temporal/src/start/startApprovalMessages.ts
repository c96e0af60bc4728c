/** What the dialog says about the approval that a run needs, or doesn't. */
export const startApprovalMessages = {
  needed: 'This run waits for approval before anything happens',
  notNeeded: 'This run starts at once, without an approval',
  goesTo: 'It goes to',
  quorum_one: 'One of them must approve; you don’t count.',
  quorum_other: '{{count}} different people must approve; you don’t count.',
  deadline:
    'They have {{time}}. After that the request expires, and nothing is run.',
  demanded: 'The configuration of this Backstage demands it.',
  onlyWhere: 'One is needed only where {{conditions}}.',
  onlySome:
    'One is needed only for some runs of this action, and this is none.',
  and: ' and ',
  or: ' or ',
  condition: {
    is: '“{{name}}” is {{value}}',
    given: '“{{name}}” is given',
    notGiven: '“{{name}}” is not given',
    startsWith: '“{{name}}” starts with {{value}}',
    contains: '“{{name}}” contains {{value}}',
  },
} as const;
