// A member's own page: what Aino has written about her business, and the picture beside it, over HTTP as the page would.
import assert from "node:assert/strict";

/** @param {import("./server.mjs").Server} server @param {string} page her own page's address
 * @param {{ does: string, needs: string, offers: string }} words @param {Buffer} [picture] */
export async function writesOwnCard(server, page, words, picture) {
  const authorization = `Bearer ${new URL(page).pathname.split("/").at(-1)}`;
  const me = await fetch(`${server.origin}/api/v1/me`, { headers: { authorization } });
  assert.ok(me.ok, `me: ${me.status}`);
  const headers = { authorization, "content-type": "application/json", "if-match": me.headers.get("etag") ?? "" };
  const changed = await fetch(`${server.origin}/api/v1/me`, { method: "PATCH", headers, body: JSON.stringify(words) });
  assert.ok(changed.ok, `card: ${changed.status}`);
  if (!picture) return;
  const put = await fetch(`${server.origin}/api/v1/me/picture`, { method: "PUT", headers: { authorization, "content-type": "image/png" }, body: new Uint8Array(picture) });
  assert.ok(put.ok, `picture: ${put.status}`);
}

/** A picture as somebody might have of their work: woollen socks, more or less. @param {import("playwright-core").Page} page @returns {Promise<Buffer>} */
export async function drawnPicture(page) {
  const data = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 384;
    const brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    brush.fillStyle = "#e9e2d3";
    brush.fillRect(0, 0, 384, 384);
    for (const [left, colour] of /** @type {const} */ ([[70, "#9c3b2e"], [200, "#2d5192"]])) {
      brush.fillStyle = colour;
      brush.fillRect(left, 60, 80, 190);
      brush.beginPath();
      brush.ellipse(left + 75, 270, 75, 45, 0, 0, 7);
      brush.fill();
      brush.fillStyle = "#f6f1e5";
      for (const top of [90, 130, 170]) brush.fillRect(left, top, 80, 14);
    }
    return canvas.toDataURL("image/png").split(",")[1] ?? "";
  });
  return Buffer.from(data, "base64");
}
