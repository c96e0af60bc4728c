import { oauthRequestApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import useObservable from 'react-use/esm/useObservable';

/**
 * Whether Backstage asks the person to sign in again just now. Its question
 * can't be reached while another dialog is open: that one has to step aside.
 */
export function useSigningIn(): boolean {
  const oauthRequestApi = useApi(oauthRequestApiRef);
  const requests = useMemo(
    () => oauthRequestApi.authRequest$(),
    [oauthRequestApi],
  );
  return useObservable(requests, []).length > 0;
}
