import type { SettingNames } from 'backstage-plugin-temporal-credentials';

/** How the settings of a cluster's files are called, such as `….tls.caFile`. */
export function settingOf(cluster: string): SettingNames {
  return file =>
    file === 'apiKeyFile' ? `${cluster}.apiKeyFile` : `${cluster}.tls.${file}`;
}
