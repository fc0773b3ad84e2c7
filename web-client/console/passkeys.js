// Passkeys (WebAuthn): the browser and its device do the work; this turns bytes into what the interface speaks and back.
import { api } from "./desk.js";

/** @typedef {import("../state/types.js").Problem} Problem */

/** A passkey belongs to a name: an address of numbers, as of a server that somebody tries out, has none. */
export function canUsePasskeys() {
  return typeof PublicKeyCredential === "function" && isSecureContext && !/^[\d.]+$|^\[/u.test(location.hostname);
}

/** @param {string} text base64url @returns {ArrayBuffer} */
function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0)).buffer;
}

/** @param {ArrayBuffer | null} buffer */
function text(buffer) {
  if (!buffer) return null;
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/u, "");
}

/** @param {any[] | undefined} list */
function described(list) {
  return (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));
}

/** The person said no, took too long, or the device cannot. @param {unknown} error @returns {Problem} */
function why(error) {
  const known = error instanceof DOMException && error.name === "InvalidStateError";
  return { code: "page", key: known ? "form-passkey-there-already" : "form-passkey-not-used", params: {} };
}

/** @returns {Promise<Problem | null>} */
export async function signInByPasskey() {
  const begun = await api.ask("passkeys/sign-in/begin", { method: "POST", body: {} });
  if (!begun.ok) return begun.problem;
  const { id, publicKey } = challenge(begun.value);
  /** @type {PublicKeyCredential} */
  let credential;
  try {
    const found = await navigator.credentials.get({
      publicKey: { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials: described(publicKey.allowCredentials) },
    });
    credential = /** @type {PublicKeyCredential} */ (found);
  } catch (error) {
    return why(error);
  }
  const response = /** @type {AuthenticatorAssertionResponse} */ (credential.response);
  const answer = await api.ask("passkeys/sign-in/finish", {
    method: "POST",
    body: {
      challenge: id,
      credential: {
        ...named(credential),
        response: {
          authenticatorData: text(response.authenticatorData),
          clientDataJSON: text(response.clientDataJSON),
          signature: text(response.signature),
          userHandle: text(response.userHandle),
        },
      },
    },
  });
  return answer.ok ? null : answer.problem;
}

/** @param {string} title by which its owner knows it @returns {Promise<Problem | null>} */
export async function addPasskey(title) {
  const begun = await api.ask("passkeys/register/begin", { method: "POST", body: {} });
  if (!begun.ok) return begun.problem;
  const { id, publicKey } = challenge(begun.value);
  /** @type {PublicKeyCredential} */
  let credential;
  try {
    const made = await navigator.credentials.create({
      publicKey: {
        ...publicKey,
        challenge: bytes(publicKey.challenge),
        user: { ...publicKey.user, id: bytes(publicKey.user.id) },
        excludeCredentials: described(publicKey.excludeCredentials),
      },
    });
    credential = /** @type {PublicKeyCredential} */ (made);
  } catch (error) {
    return why(error);
  }
  const response = /** @type {AuthenticatorAttestationResponse} */ (credential.response);
  const answer = await api.ask("passkeys/register/finish", {
    method: "POST",
    body: {
      challenge: id,
      title,
      credential: {
        ...named(credential),
        response: {
          attestationObject: text(response.attestationObject),
          clientDataJSON: text(response.clientDataJSON),
          transports: response.getTransports?.() ?? [],
        },
      },
    },
  });
  return answer.ok ? null : answer.problem;
}

/** @param {any} value */
function challenge(value) {
  return { id: value.challenge, publicKey: value.options?.publicKey ?? value.publicKey };
}

/** @param {PublicKeyCredential} credential */
function named(credential) {
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, extensions: credential.getClientExtensionResults() };
}
