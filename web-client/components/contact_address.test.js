import assert from "node:assert/strict";
import { test } from "node:test";
import { reach } from "./contact_address.js";

test("a telephone number can be called, however it is spaced", () => {
  assert.deepEqual(reach("09 2525 0111"), { href: "tel:0925250111", kind: "phone" });
  assert.deepEqual(reach(" +358 (9) 2525-0111 "), { href: "tel:+358925250111", kind: "phone" });
  assert.deepEqual(reach("112"), { href: "tel:112", kind: "phone" });
});

test("mail and web addresses can be followed", () => {
  assert.deepEqual(reach("tuki@example.fi"), { href: "mailto:tuki@example.fi", kind: "mail" });
  assert.deepEqual(reach("https://example.fi/tuki"), { href: "https://example.fi/tuki", kind: "web" });
});

test("what is none of these is only read, and no other kind of address is followed", () => {
  for (const words of ["kysy vetäjältä", "", "12", "example.fi", "javascript:alert(1)", "data:text/html,x", "tuki@example.fi?bcc=a@b.fi"]) {
    assert.equal(reach(words), null, words);
  }
});
