package checkout.lab.system;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A browser that shows the console of an orchestrator that the test plays. */
abstract class PlayedConsole extends PageBrowser {
    private static final String TICKS = """
            const real = window.setInterval;
            window.ticks = 0;
            window.asked = [];
            const ask = window.fetch;
            window.fetch = (path, options) => { window.asked.push(path); return ask(path, options); };
            const Source = window.EventSource;
            window.streams = [];
            window.EventSource = class extends Source {
                constructor(path) { super(path); window.streams.push(this); }
            };
            window.setInterval = (job, ms) => real(() => { window.ticks += ms === 5000 ? 1 : 0; job(); }, ms / 20);
            """;

    PlayedOrchestrator orchestrator;

    /** What a page does every five seconds it does every quarter of a second, and counts. What it asks for and follows is kept. */
    @BeforeAll
    static void timePassesFast() {
        browser.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", TICKS));
    }

    @BeforeEach
    void play() throws IOException {
        orchestrator = new PlayedOrchestrator();
        signedIn("ann", "1");
    }

    @AfterEach
    void stop() {
        browser.get("about:blank");
        orchestrator.close();
    }

    void open(String path) {
        browser.get(orchestrator.url(path));
    }

    void signedIn(String user, String token) {
        orchestrator.on("GET /v1/session", """
                        {"user":"%s","role":"operator","signedInBy":"form",
                         "csrf":{"header":"X-CSRF-TOKEN","parameter":"_csrf","token":"%s"}}""".formatted(user, token));
    }

    /** In one go, because a page may be drawn again between finding and clicking. */
    static void click(String testId) {
        shown(testId);
        browser.executeScript("document.querySelector(`[data-testid='${arguments[0]}']`).click()", testId);
    }

    /** In one go as well. */
    static String text(String testId) {
        return String.valueOf(browser.executeScript(
                "return document.querySelector(`[data-testid='${arguments[0]}']`)?.innerText ?? ''", testId));
    }

    static long ticks() {
        return ((Number) Objects.requireNonNull(browser.executeScript("return window.ticks"))).longValue();
    }

    /** How often the page has asked for this path; the browser sends a request once where several wait for the same. */
    static long asked(String path) {
        return ((Number) Objects.requireNonNull(browser.executeScript(
                        "return window.asked.filter(each => each.startsWith(arguments[0])).length", path)))
                .longValue();
    }

    /** How many streams the page has open. */
    static long streams() {
        return ((Number) Objects.requireNonNull(
                        browser.executeScript("return window.streams.filter(each => each.readyState !== 2).length")))
                .longValue();
    }

    static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
