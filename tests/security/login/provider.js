// A real provider (npm's oidc-provider) on this machine: whoever is named by login_hint is logged in without a form.
// What accounts and clients there are comes by POST /control.
import http from "node:http";
import { Provider } from "oidc-provider";

const port = Number(process.argv[2]);
const issuer = `http://127.0.0.1:${port}`;
const state = { accounts: {}, seconds: 3600 };
const client = JSON.parse(process.argv[3]);

const provider = new Provider(issuer, {
  clients: [client],
  claims: { openid: ["sub"], profile: ["name", "preferred_username", "groups"], email: ["email", "email_verified"] },
  conformIdTokenClaims: process.argv[4] === "userinfo",
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true }, backchannelLogout: { enabled: true } },
  ttl: { IdToken: () => state.seconds, AuthorizationCode: 60, AccessToken: 60, Grant: 600, Interaction: 600, Session: 600 },
  interactions: { url: (context, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (context, id) => ({ accountId: id, claims: () => ({ sub: id, ...state.accounts[id] }) }),
});

async function body(request) {
  let text = "";
  for await (const part of request) text += part;
  return JSON.parse(text);
}

async function interact(request, response) {
  const details = await provider.interactionDetails(request, response);
  const id = details.params.login_hint;
  let result = { login: { accountId: id } };
  if (id === "refused") result = { error: "access_denied" };
  else if (details.prompt.name === "consent") {
    const grant = new provider.Grant({ accountId: details.session.accountId, clientId: details.params.client_id });
    grant.addOIDCScope("openid profile email");
    result = { consent: { grantId: await grant.save() } };
  }
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
}

http
  .createServer(async (request, response) => {
    if (request.url === "/control") Object.assign(state, await body(request)), response.end("ok");
    else if (request.url.startsWith("/interaction/")) await interact(request, response);
    else provider.callback()(request, response);
  })
  .listen(port, "127.0.0.1", () => console.log("ready"));
