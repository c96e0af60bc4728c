import { useApi } from '@backstage/frontend-plugin-api';
import { useEffect, useMemo } from 'react';
import { temporalApiRef, type TemporalApi } from '../api/TemporalApi';
import type { FileExport } from './FileExport';

/** An export of this page; it is cancelled when somebody leaves. */
export function useFileExport<Request>(
  make: (api: TemporalApi) => FileExport<Request>,
): FileExport<Request> {
  const api = useApi(temporalApiRef);
  const fileExport = useMemo(() => make(api), [api, make]);
  useEffect(() => fileExport.cancel, [fileExport]);
  return fileExport;
}
