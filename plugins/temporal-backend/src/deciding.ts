import { ApprovalDesk } from './approvals/ApprovalDesk';
import { ApprovalRules } from './approvals/ApprovalRules';
import { Actions } from './actions/Actions';
import { CatalogActionSource } from './actions/CatalogActionSource';
import { People } from './policy/People';
import { Answering } from './policy/Answering';
import { NamespaceMap } from './policy/NamespaceMap';
import { Ownership } from './policy/Ownership';
import { OwnershipRunPolicy } from './policy/OwnershipRunPolicy';
import { PermissionRunPolicy } from './policy/PermissionRunPolicy';
import { TargetSight } from './policy/TargetSight';
import { StartRules } from './policy/StartRules';
import { RunPlanner } from './runs/RunPlanner';
import { ActionInputs } from './actions/ActionInputs';
import { CatalogSight } from './catalog/CatalogSight';
import { OwnCatalog } from './catalog/OwnCatalog';
import type { Foundations } from './Foundations';
import type { Statements } from './identity/Statements';
import type { RunList } from './runs/RunList';
import { SecretKeys } from 'backstage-plugin-temporal-credentials';
import { RunInputs } from './secrets/RunInputs';
import { RunSecrets } from './secrets/RunSecrets';
import type { QuestionBook } from './questions/QuestionBook';

/** What is needed to say yes or no. */
export function buildDeciding(
  on: Foundations,
  parts: {
    readonly statements: Statements;
    readonly book: QuestionBook;
    readonly lists: RunList;
  },
) {
  const { auth, catalog, config, logger } = on;
  const catalogSight = new CatalogSight({ catalog, auth });
  const own = new OwnCatalog({ catalog, auth });
  const actions = new Actions([
    new CatalogActionSource(own, logger),
    ...on.sources,
  ]);
  const inputs = new ActionInputs();
  const secrets = buildSecrets(on);
  const runInputs = new RunInputs({ inputs, secrets });
  const people = new People(own);
  const approvals = new ApprovalRules(config.approvals);
  const namespaces = buildNamespaces(on, own);
  const sights = { own, catalogSight, namespaces };
  return {
    catalog: own,
    catalogSight,
    actions,
    approvals,
    inputs,
    runInputs,
    secrets,
    namespaces,
    people,
    planner: new RunPlanner({
      ...{ catalog, own, actions, runInputs, namespaces },
      statements: parts.statements,
      approvalDesk: new ApprovalDesk(approvals, people),
    }),
    policy: buildPolicy(on, { ...parts, ...sights, people }),
  };
}

/** @throws Error if keys in the configuration are not well */
function buildSecrets({ config }: Foundations): RunSecrets {
  const { secrets } = config;
  return new RunSecrets(secrets && new SecretKeys(secrets, 'temporal.secrets'));
}

function buildNamespaces({ config }: Foundations, catalog: OwnCatalog) {
  const { clusters, namespaces } = config;
  return new NamespaceMap({
    namespaces,
    firstCluster: clusters[0].name,
    catalog,
  });
}

/** Backstage's permission framework on top of what owners may. */
function buildPolicy(
  { config, permissions }: Foundations,
  parts: {
    readonly own: OwnCatalog;
    readonly people: People;
    readonly book: QuestionBook;
    readonly lists: RunList;
    readonly catalogSight: CatalogSight;
    readonly namespaces: NamespaceMap;
  },
) {
  const ownership = new Ownership(parts.own);
  const start = new StartRules({
    namespaces: parts.namespaces,
    taskQueues: config.taskQueues,
    sealsSecrets: config.secrets !== undefined,
  });
  const answering = new Answering({ ...parts, catalog: parts.own });
  const { catalogSight, lists } = parts;
  const targets = new TargetSight({
    catalogSight,
    targets: () => lists.targets(),
  });
  const owners = new OwnershipRunPolicy({
    ...config,
    ownership,
    start,
    answering,
    targets,
  });
  return new PermissionRunPolicy(owners, permissions);
}
