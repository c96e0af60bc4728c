export interface Config {
  temporal: {
    /** Temporal's clusters; the first is meant where none is named. */
    clusters: Array<{
      /** What runs remember it by. Default, for the first: `default`. */
      name?: string;
      /** Host and port of Temporal's frontend, such as `localhost:7233`. */
      address: string;
      ui?: {
        /** Base URL of Temporal's own web UI; runs link there when it is set. */
        address?: string;
      };
      /** TLS. Empty: with the authorities that this machine trusts. */
      tls?: {
        /** File of the authorities that vouch for the server, in PEM. */
        caFile?: string;
        /** File of our own certificate, in PEM, with those above it. */
        certFile?: string;
        /** File of its key, in PEM. */
        keyFile?: string;
        /** What the server's certificate says, if not the host of `address`. */
        serverName?: string;
      };
      /** File of a token that is sent with each call, as a bearer token. */
      apiKeyFile?: string;
      /** If it is there, a token is made for each call, in its caller's name. */
      jwt?: {
        /** As `audience` of the server's `authorization`. */
        audience: string;
        issuer?: string;
        /** How long a call's token is good. Default 5 minutes. */
        lifetime?: { days?: number; hours?: number; minutes?: number };
        /** Age at which the signing key is replaced. Default 30 days. */
        rotateAfter?: { days?: number; hours?: number; minutes?: number };
        /**
         * How long a new key is published before it signs: at least the server's
         * `refreshInterval`. Default 10 minutes.
         */
        publishFirst?: { days?: number; hours?: number; minutes?: number };
      };
    }>;
    /**
     * Where runs start: the first holds whose owner owns the target, itself or
     * by a group below it; the one without owner holds for all. Each is made if
     * it is not there and the credential allows it.
     */
    namespaces: Array<{
      /** Entity ref of the owner, such as `group:default/payments`. */
      owner?: string;
      namespace: string;
      /** Name of its cluster. Default: the first. */
      cluster?: string;
      /** How long one that is made keeps closed runs, in days. Default 30. */
      retention?: { days: number };
    }>;
    searchAttributes?: {
      /** Search attribute for the target's entity ref. Default `component_id`. */
      target?: string;
      /** Search attribute for the initiator. Default `initiator`. */
      initiator?: string;
    };
    /** Which owners of actions may use which task queues. Default: none may. */
    taskQueues?: Array<{
      /** Entity ref of the owner, such as `group:default/payments`. */
      owner: string;
      /**
       * The namespaces in which it may use them; one of another cluster than the
       * first as `name@cluster`.
       */
      namespaces: string[];
      queues: string[];
    }>;
    /**
     * Targets on which nothing starts without an approval, whatever the action.
     * The first whose `targets` match holds; an action can only be stricter.
     */
    approvals?: Array<{
      /** Filter predicate over entities, as in an action's `targets`. */
      targets: object;
      /** Entity refs of who approves, instead of those the action names. */
      approvers: string[];
      /** How many different people must approve. Default 1. */
      quorum?: number;
      /** How long they have at most, such as `{ hours: 4 }`. Default 7 days. */
      deadline?: { days?: number; hours?: number; minutes?: number };
      /** Whether the request must give a reason. Default false. */
      reasonRequired?: boolean;
    }>;
    /** Which worker credentials may have runs admitted, and in which namespaces. */
    workers?: Array<{
      /**
       * Subject of the credential as Backstage names it: of a `static` token
       * its `subject`, of a `jwks` token `external:` and the token's own.
       */
      subject: string;
      /** One of another cluster than the first as `name@cluster`. */
      namespaces: string[];
      /** Tokens with which it reaches Temporal, where a cluster has `jwt`. */
      tokens?: {
        /** Subjects of the machines that are given them, such as CI jobs. */
        issuedTo: string[];
        /** How long one is good, 5 days at most. Default 24 hours. */
        lifetime?: { days?: number; hours?: number; minutes?: number };
      };
    }>;
    /** When credentials for Temporal should be replaced. */
    credentials?: {
      /**
       * Age at which one counts as expired, whatever it says itself; not for
       * `caFile`. Default: none.
       */
      maxAge?: { days?: number; hours?: number; minutes?: number };
      /** How long before that, or before its end, it is warned. Default 14 days. */
      warnBefore?: { days?: number; hours?: number; minutes?: number };
    };
    /** Which machines may start what. Default: none may do anything. */
    machines?: Array<{
      /** Subject of the machine's credential as Backstage names it. */
      subject: string;
      /** Owners on whose entities it may start actions. */
      actsFor: string[];
      /** The actions it may start, such as `action:default/migrate-database`. */
      actions: string[];
    }>;
    /**
     * Whether people are told of questions by Backstage's notifications. Set it
     * to false in an app without that plugin. Default true.
     */
    notifications?: boolean;
    limits?: {
      /** How many starts a minute each caller has, per replica. Default 300. */
      startsPerMinute?: number;
      /**
       * How many event streams each caller may have open at once, per replica; an
       * open page has one. Default 50.
       */
      streamsPerCaller?: number;
      /** How many event streams may be open in all, per replica. Default 2000. */
      streams?: number;
    };
    audit?: {
      /**
       * Owners (groups or people) who may read and export the audit, such as
       * `group:default/security`. Default: nobody may. Machines never may.
       */
      readers?: string[];
      /** For how many days records are kept at least. Default 400. */
      keepDays?: number;
    };
    /**
     * Keys of 256 bits with which secret inputs are sealed: the first seals, all
     * open. Without any, actions with secret inputs can't be started.
     */
    secrets?: {
      /** A file with a JWK Set of `oct` keys with `kid`, read again on change. */
      keySetFile?: string;
      /** The same in place, instead of the file. */
      keys?: Array<{
        id: string;
        /**
         * 32 bytes in base64.
         * @visibility secret
         */
        key: string;
      }>;
    };
    signing?: {
      /** Age in days at which the signing key is replaced. Default 30. */
      rotateAfterDays?: number;
    };
  };
}
