import * as openid from 'openid-client';

/**
 * A sign-in provider: where an organisation's staff sign in for all they use (OpenID Connect).
 * @property issuer   its address; https, save in tests
 * @property domain   the only domain of e-mails that is taken, or null
 * @property back     where it sends browsers back to, on our side
 * @property overHttp for a test's own provider on this machine; no setting allows it
 */
export type ProviderSettings = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly domain: string | null;
  readonly back: string;
  readonly overHttp?: boolean;
};

/** What must be remembered between going there and coming back; with it nobody can finish what another browser began. */
type Errand = { readonly state: string; readonly nonce: string; readonly verifier: string };

/** Who somebody is there. @property subject never given to anybody else, unlike an e-mail */
export type ProvidedIdentity = { readonly email: string; readonly subject: string };

/** The provider, as far as signing in goes. */
export type SignInProvider = {
  /** Where to send a browser. @param again whether they must show anew who they are @throws where the provider cannot be reached */
  begin(again: boolean): Promise<{ readonly address: URL; readonly errand: Errand }>;
  /**
   * Who came back. @param query what the browser brought
   * @returns null where the provider does not vouch for the e-mail, or it is of another domain
   * @throws where what was brought is not what the provider gave for this errand
   */
  finish(query: string, errand: Errand, again: boolean): Promise<ProvidedIdentity | null>;
};

const WAIT_SECONDS = 10;
/** How long ago they may have shown who they are there, where it is asked anew: the time of typing. */
const ANEW_SECONDS = 300;

/** A provider that is asked for its addresses and keys when the first of staff comes, so that a start does not wait for it. */
export function signInProvider(settings: ProviderSettings): SignInProvider {
  let found: Promise<openid.Configuration> | undefined;
  const configuration = () => {
    found ??= discover(settings).catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return found;
  };
  return {
    begin: async (again) => begin(await configuration(), settings, again),
    finish: async (query, errand, again) => finish(await configuration(), settings, { query, errand, again }),
  };
}

function discover({ issuer, clientId, clientSecret, overHttp }: ProviderSettings): Promise<openid.Configuration> {
  const execute = overHttp === true ? [openid.allowInsecureRequests] : [];
  return openid.discovery(new URL(issuer), clientId, clientSecret, undefined, { execute, timeout: WAIT_SECONDS });
}

async function begin(configuration: openid.Configuration, { back }: ProviderSettings, again: boolean) {
  const errand = {
    state: openid.randomState(),
    nonce: openid.randomNonce(),
    verifier: openid.randomPKCECodeVerifier(),
  };
  const address = openid.buildAuthorizationUrl(configuration, {
    redirect_uri: back,
    scope: 'openid email',
    state: errand.state,
    nonce: errand.nonce,
    code_challenge: await openid.calculatePKCECodeChallenge(errand.verifier),
    code_challenge_method: 'S256',
    ...(again && { prompt: 'login', max_age: '0' }),
  });
  return { address, errand };
}

type Returned = { readonly query: string; readonly errand: Errand; readonly again: boolean };

async function finish(
  configuration: openid.Configuration,
  { back, domain, issuer }: ProviderSettings,
  { query, errand, again }: Returned,
): Promise<ProvidedIdentity | null> {
  const tokens = await openid.authorizationCodeGrant(configuration, new URL(`${back}?${query}`), {
    pkceCodeVerifier: errand.verifier,
    expectedState: errand.state,
    expectedNonce: errand.nonce,
    idTokenExpected: true,
    ...(again && { maxAge: ANEW_SECONDS }),
  });
  const claims = tokens.claims();
  if (claims === undefined) return null;
  // Many providers tell the e-mail only when they are asked for it with the token.
  const told =
    claims.email === undefined ? await openid.fetchUserInfo(configuration, tokens.access_token, claims.sub) : claims;
  if (told.email_verified !== true || typeof told.email !== 'string') return null;
  const email = told.email.trim().toLowerCase();
  if (domain !== null && !email.endsWith(`@${domain.toLowerCase()}`)) return null;
  return { email, subject: `${issuer} ${claims.sub}` };
}
