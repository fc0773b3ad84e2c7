// Questions to the advisors, a poll, captions, and the anonymous word after the evening.
import assert from "node:assert/strict";
import { holds } from "./lib/axe.mjs";
import { desktop, phone } from "./lib/chromium.mjs";
import { hook } from "./lib/person.mjs";
import { scene } from "./lib/scene.mjs";
import { until } from "./lib/wait.mjs";

scene("questions", (step, set) => {
  /** @typedef {Awaited<ReturnType<typeof set.chromium>>} Visitor */
  /** @type {Visitor} */ let ville;
  /** @type {Visitor} */ let eero;
  /** @type {Visitor} */ let anu;
  const question = "Uskallanko hakea tukea, jos liikevaihto on pieni?";

  /** @param {Visitor} who @param {string} words */
  const readsQuestion = (who, words) =>
    until(`${who.name} reads the question`, async () => (await who.texts("question")).some((text) => text.includes(words)), { explain: () => who.shownText() });

  step("who waits at the door asks without a name", async () => {
    ville = await set.chromium({ name: "Ville", mark: "red", screen: desktop });
    await ville.entersDirectly(set.server.links.moderator, { without: ["camera"] });
    eero = await set.chromium({ name: "Eero", mark: "blue", screen: phone });
    await eero.joins(set.server.links.participant, { without: ["camera"] });
    await eero.sees("waiting");
    await eero.click("open-ask");
    await eero.fill("ask-text", question);
    await holds(eero, "ask-waiting-phone");
    await eero.click("ask-send");
    await until("Eero is told that it arrived", async () => (await eero.texts("ask-said"))[0] === "Kysymys on lähetetty.");
    await ville.click("open-questions");
    await readsQuestion(ville, question);
    assert.match((await ville.texts("question"))[0] ?? "", /Nimettömänä/);
    await eero.fill("ask-text", "Entä jos en osaa täyttää lomaketta?");
  });

  step("in the room others want to know too, and the advisor answers in writing", async () => {
    await ville.admits("Eero");
    await eero.sees("room");
    const opensQuestions = async () => {
      await eero.click("open-more");
      await eero.click("more-questions");
    };
    await opensQuestions();
    assert.equal(await eero.page.locator("[data-testid=ask-text]").inputValue(), "Entä jos en osaa täyttää lomaketta?", "what he was asking when the door opened");
    await eero.fill("ask-text", "Entä jos en osaa täyttää lomaketta yksin?");
    await eero.closesPanel();
    await opensQuestions();
    await eero.click("ask-send");
    await readsQuestion(eero, "lomaketta yksin?");
    assert.equal(await eero.page.locator("[data-testid=ask-text]").inputValue(), "");
    await eero.closesPanel();
    await ville.click("open-questions");
    await ville.clicksWithin("question", question, "question-take");
    await until("Eero reads what is being answered without opening anything", async () => (await eero.texts("question-now"))[0]?.includes(question) ?? false);
    await ville.clicksWithin("question", question, "question-vote");
    await opensQuestions();
    await readsQuestion(eero, "Minäkin haluan tietää 1");
    await eero.clicksWithin("question", question, "question-vote");
    await readsQuestion(ville, "Minäkin haluan tietää 2");
    await holds(eero, "questions-phone");
    await eero.page.setViewportSize({ width: phone.viewport.height, height: phone.viewport.width });
    await eero.page.locator(hook("question-vote")).first().scrollIntoViewIfNeeded();
    await holds(eero, "questions-phone-side");
    await eero.page.locator(hook("ask-send")).click({ trial: true });
    await eero.page.setViewportSize(phone.viewport);
    await ville.clicksWithin("question", question, "question-write");
    await ville.fill("question-answer-text", "Uskallat. Alaraja on 10 000 euroa vuodessa. Autan lomakkeessa.");
    await holds(ville, "questions-advisor-desktop");
    await ville.click("open-chat");
    await ville.click("open-questions");
    assert.match(await ville.page.locator("[data-testid=question-answer-text]").inputValue(), /Autan lomakkeessa/, "a look at the chat takes nothing away");
    await ville.click("question-finish");
    await readsQuestion(eero, "Autan lomakkeessa");
    await ville.click("question-publish");
    await ville.click("question-finish");
    await until("it is kept, for the network's people unless Ville says otherwise", async () => (await ville.attribute("question-kept", "data-for")) === "members");
    await ville.click("question-kept");
    await ville.click("question-publish");
    await ville.page.locator("[data-testid=question-keep-for]").selectOption("everybody");
    await ville.click("question-finish");
    await until("it is kept for everybody", async () => (await ville.attribute("question-kept", "data-for")) === "everybody");
  });

  step("of two advisors who answer at once the second sees the first one's answer, and hurtful words go wherever they stand", async () => {
    anu = await set.chromium({ name: "Anu", mark: "green", screen: desktop });
    await anu.entersDirectly(set.server.links.advisor, { without: ["camera", "microphone"] });
    await anu.click("open-questions");
    const other = "lomaketta yksin?";
    await readsQuestion(anu, other);
    for (const one of [ville, anu]) await one.clicksWithin("question", other, "question-write");
    await anu.fill("question-answer-text", "Neuvon mielelläni.");
    await ville.fill("question-answer-text", "Tule torstaina.");
    await ville.click("question-finish");
    await until("Anu reads that somebody was faster", async () => (await anu.texts("question-overtaken"))[0]?.startsWith("Joku muu vastasi") ?? false);
    await anu.click("question-finish");
    await until("she has to say that hers takes its place", async () => (await anu.texts("question-finish"))[0] === "Korvaa vastaus");
    assert.equal(await anu.page.locator("[data-testid=question-answer-text]").inputValue(), "Neuvon mielelläni.");
    assert.ok((await eero.texts("question")).some((text) => text.includes("Tule torstaina.")));
    await holds(anu, "question-overtaken-desktop");
    await anu.fill("question-answer-text", "Tule torstaina, neuvon mielelläni.");
    await anu.click("question-finish");
    await readsQuestion(eero, "Tule torstaina, neuvon mielelläni.");
    for (const words of ["Miksi kukaan kysyisi teiltä?", "Tuki on turhaa"]) {
      await eero.fill("ask-text", words);
      await eero.click("ask-send");
      await readsQuestion(anu, words);
    }
    await anu.clicksWithin("question", "Miksi kukaan", "question-merge");
    await anu.page.locator("[data-testid=question-merge-into]").selectOption({ label: "Tuki on turhaa" });
    await anu.click("question-finish");
    await readsQuestion(eero, "Sama kysymys: Miksi kukaan kysyisi teiltä?");
    assert.equal(await eero.visible("question-erase"), false);
    await anu.click("question-erase");
    await holds(anu, "question-erase-desktop");
    await anu.click("question-finish");
    await until("the words are gone from everybody's page", async () => !(await eero.texts("question")).some((text) => text.includes("Miksi kukaan")));
    await readsQuestion(eero, "Tuki on turhaa");
    await anu.clicksWithin("question", "Tuki on turhaa", "question-done");
    const box = (/** @type {string} */ selector) => anu.page.locator(selector).last().boundingBox();
    await until("what was answered aloud stands in a card as wide as the others", async () => {
      const [spoken, all] = await Promise.all([box(`${hook("question")}[data-state=spoken]`), box(".questions")]);
      return spoken !== null && all !== null && spoken.width === all.width && spoken.height > 60;
    });
    await holds(anu, "question-spoken-desktop");
    assert.equal(await anu.visible("ask-text"), false, "whoever answers has the room for answers");
    await anu.click("open-ask");
    await anu.fill("ask-text", "Kuka ottaa seuraavan illan?");
    await anu.closesPanel();
    await anu.click("open-questions");
    await anu.sees("ask-text");
    await anu.click("ask-send");
    const next = "Kuka ottaa seuraavan illan?";
    for (const one of [eero, anu]) await readsQuestion(one, next);
    await anu.clicksWithin("question", next, "question-write");
    await anu.fill("question-answer-text", "Ei ole vielä sovittu.");
    await anu.click("question-back");
    await anu.clicksWithin("question", next, "question-dismiss");
    await readsQuestion(ville, next);
    await ville.clicksWithin("question", next, "question-write");
    await ville.fill("question-answer-text", "Minä otan.");
    await ville.click("question-finish");
    await readsQuestion(anu, "Minä otan.");
    await anu.click("question-finish");
    await until("Anu reads why it is not left out", async () => (await anu.texts("notice")).some((text) => text.includes("Joku muu on jo vastannut tähän. Katso ensin vastaus.")));
    assert.ok((await eero.texts("question")).some((text) => text.includes("Minä otan.")));
    await until("her form is closed", async () => !(await anu.visible("question-finish")));
    await anu.clicksWithin("question", next, "question-correct");
    assert.equal(await anu.page.locator("[data-testid=question-answer-text]").inputValue(), "Ei ole vielä sovittu.");
    assert.match((await anu.texts("question-overtaken"))[0] ?? "", /^Joku muu vastasi/, "what she began before must not take its place unseen");
    assert.equal((await anu.texts("question-finish"))[0], "Korvaa vastaus");
    await anu.click("question-back");
    await anu.leaves();
  });

  step("a poll is answered by tap and by keyboard, and its result is shown when it closes", async () => {
    await eero.closesPanel();
    await ville.closesPanel();
    await ville.click("open-more");
    await ville.click("make-poll");
    await ville.fill("poll-question", "Mistä puhutaan ensi kerralla?");
    await ville.fill("poll-options", "Tuista\nJaksamisesta\nVerkostosta");
    await holds(ville, "poll-make-desktop");
    await ville.page.mouse.click(5, 5);
    await ville.seesNoMore("poll-question");
    await ville.click("open-more");
    await ville.click("make-poll");
    assert.equal(await ville.page.locator("[data-testid=poll-options]").inputValue(), "Tuista\nJaksamisesta\nVerkostosta", "nor does a tap beside the dialog");
    await ville.click("poll-open");
    await eero.sees("poll");
    await holds(eero, "poll-phone");
    await eero.clicksWithin("poll", "Tuista", "poll-option");
    const ticked = () => eero.driver.evaluate(() => [...document.querySelectorAll("[data-testid=poll-option]")].map((one) => one instanceof HTMLInputElement && one.checked));
    for (const [button, seen] of /** @type {const} */ ([["poll-to-stage", "stage"], ["stage-clear", "poll"]])) {
      await ville.click(button);
      await (seen === "stage" ? eero.sees("stage") : eero.seesNoMore("stage"));
      assert.deepEqual(await ticked(), [true, false, false], "what he ticked goes where the poll goes");
    }
    await eero.click("poll-answer");
    await eero.sees("poll-thanks");
    await eero.click("poll-thanks-away");
    await eero.seesNoMore("poll");
    await ville.driver.evaluate(() => /** @type {HTMLElement} */ (document.querySelector("[data-testid=poll-option]")).focus());
    await ville.page.keyboard.press("Space");
    await ville.page.keyboard.press("Enter");
    await ville.sees("poll-thanks");
    await ville.click("poll-to-stage");
    await eero.sees("stage");
    await eero.sees("poll-thanks");
    await holds(eero, "poll-stage-phone");
    await holds(ville, "poll-stage-desktop");
    await ville.click("poll-close");
    await eero.sees("poll-result");
    assert.match((await eero.texts("poll-result"))[0] ?? "", /alle kolme/, "two would tell on each other");
    await holds(ville, "poll-result-desktop");
    await ville.click("stage-clear");
    await eero.seesNoMore("stage");
    await eero.click("poll-put-away");
    await ville.click("poll-put-away");
  });

  step("captions are read as they are written, corrected, and set to be read well", async () => {
    await ville.click("open-more");
    await ville.click("write-captions");
    await ville.fill("caption-text", "Tervetloa kaikille");
    await until("Eero reads it before the line is whole", async () => (await eero.texts("caption")).includes("Tervetloa kaikille"));
    await ville.page.keyboard.press("Enter");
    await ville.click("caption-correct");
    await ville.fill("caption-text", "Tervetuloa kaikille");
    await ville.page.keyboard.press("Enter");
    await ville.fill("caption-text", "Aloitetaan kysymyksistä, joita tuli jo ennen iltaa.");
    await until("Eero reads both", async () => JSON.stringify(await eero.texts("caption")) === JSON.stringify(["Tervetuloa kaikille", "Aloitetaan kysymyksistä, joita tuli jo ennen iltaa."]), {
      explain: () => eero.texts("caption"),
    });
    await ville.page.keyboard.press("Enter");
    await ville.fill("caption-text", "Frågor tas emot hela kvällen");
    await until("Eero sees a Swedish line among the Finnish ones", async () => (await eero.texts("caption")).length === 3);
    await ville.page.locator("[data-testid=caption-write-language]").selectOption("sv");
    await until("once its language is right, it is no more among them", async () => (await eero.texts("caption")).length === 2);
    await ville.page.keyboard.press("Enter");
    await ville.page.locator("[data-testid=caption-write-language]").selectOption("fi");
    await holds(ville, "captions-writer-desktop");
    await eero.click("captions-settings");
    await eero.driver.evaluate(() => {
      const size = document.querySelector("[data-testid=captions-size]");
      if (!(size instanceof HTMLSelectElement)) throw new Error("no choice of size");
      size.value = "large";
      size.dispatchEvent(new Event("change", { bubbles: true }));
    });
    await eero.chooses("captions-strong");
    await holds(eero, "captions-phone");
  });

  step("after the evening three questions are answered without a name", async () => {
    await eero.click("open-leave");
    await eero.click("leave");
    await eero.sees("feedback");
    await eero.chooses("feedback-useful-5");
    await eero.fill("feedback-wish", "Lisää aikaa kysymyksille");
    await holds(eero, "feedback-phone");
    await eero.click("feedback-send");
    await eero.sees("feedback-thanks");
  });

  step("what is left of the evening is read by its people, and the kept answer by everybody", async () => {
    await ville.closesPanel();
    await ville.writes("Lomake: https://tuki.example/hae.");
    await ville.opensPeople();
    await ville.click("end-evening");
    await ville.click("confirm");
    const token = set.server.links.moderator.split("/").at(-1) ?? "";
    const { evening } = await (await fetch(`${set.server.origin}/api/v1/links/resolve`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ token }) })).json();
    await until("the evening is over", async () => (await fetch(`${set.server.origin}/api/v1/evenings/${evening.evening}/summary`, { headers: { authorization: `Bearer ${token}` } })).ok);
    await ville.open(`${set.server.origin}/after/${token}/${evening.evening}`);
    await ville.sees("after-page");
    assert.match((await ville.texts("after-answer"))[0] ?? "", /Autan lomakkeessa/);
    assert.match((await ville.texts("after-page"))[0] ?? "", /https:\/\/tuki\.example\/hae/);
    await holds(ville, "after-desktop");
    await eero.open(`${set.server.origin}/n/rovaniemi`);
    await eero.sees("kept-answers");
    assert.match((await eero.texts("kept-answer"))[0] ?? "", /Uskallanko hakea/);
    await holds(eero, "kept-answers-phone");
  });

  step("the pages complained of nothing", async () => {
    assert.deepEqual([ville, eero].flatMap((one) => one.complaints), []);
  });
});
