// A firewall like that of a strict network, in the scene's own network namespace (tests/lib/isolated.sh).
import { execFileSync } from "node:child_process";

/** The server's media address; without one the scene has no network of its own, and nobody else's is touched. */
const media = process.env.SCENE_MEDIA_ADDRESS;

/** Whether a firewall can be put up here. */
export function possible() {
  return media !== undefined;
}

/** @param {string} rules */
function nft(rules) {
  if (!possible()) throw new Error("there is no network of the scene's own; needs root or user namespaces");
  execFileSync("nft", ["-f", "-"], { input: rules });
}

const table = (/** @type {string[]} */ ...rules) =>
  `table inet strict {\n chain output {\n type filter hook output priority 0; policy accept;\n ${rules.join("\n ")}\n }\n}\n`;

/** Nothing gets through over UDP. */
export function withoutUdp() {
  open();
  nft(table("meta l4proto udp counter drop"));
}

/**
 * Only TCP to port 443 gets through to the server's address; the page itself comes over the loopback, in place of a front on that port.
 * The relay's own way to the server is not the visitor's.
 * @param {string} relay the address from which the relay sends on
 */
export function only443(relay) {
  open();
  nft(
    table(
      `ip saddr ${relay} ip daddr ${media} meta l4proto udp accept`,
      `ip saddr ${media} ip daddr ${relay} meta l4proto udp accept`,
      `ip daddr ${media} tcp dport 443 accept`,
      `ip daddr ${media} tcp sport 443 accept`,
      `ip daddr { ${media}, ${relay} } counter drop`,
      "meta l4proto udp counter drop",
    ),
  );
}

/** Everything gets through again. */
export function open() {
  nft("add table inet strict\ndelete table inet strict\n");
}

/** How many packets were dropped since the firewall was put up. */
export function dropped() {
  const rules = execFileSync("nft", ["-j", "list", "table", "inet", "strict"], { encoding: "utf8" });
  /** @type {{ rule?: { expr: { counter?: { packets: number } }[] } }[]} */
  const entries = JSON.parse(rules).nftables;
  return entries.flatMap(({ rule }) => rule?.expr ?? []).reduce((sum, { counter }) => sum + (counter?.packets ?? 0), 0);
}
