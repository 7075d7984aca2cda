package checkout.lab.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/**
 * The console with a keyboard, against an orchestrator that the test plays. Red here: whoever uses the keyboard loses the place
 * when a page is read again, or is led to what is gone.
 */
class ConsoleFocusTest extends PlayedConsole {
    private static final String STREAM = "GET /v1/overview/stream";
    private static final String ID = "019a9f00-0000-7000-8000-000000000001";
    private static final String OLDEST =
            "{\"id\":\"%s\",\"type\":\"checkout\",\"state\":\"STUCK\",\"startedAt\":\"2025-12-31T00:00:00Z\"}"
                    .formatted(ID);

    private final AtomicLong reads = new AtomicLong();

    @Test
    void aLinkOfTheOverviewKeepsTheFocusWhileItsNumbersChange() {
        orchestrator.onStream(STREAM, () -> overview(OLDEST));
        open("/");
        for (String link : List.of(
                ".by-type a[href$=RETRYING]",
                "[data-testid=figure-oldest] a",
                "[data-testid=headline] a[href$=reasons]",
                "[data-testid=process-relay] a")) {
            wait.until(page -> !browser.findElements(By.cssSelector(link)).isEmpty());
            browser.executeScript("document.querySelector(arguments[0]).focus()", link);
            awaitReads(2);
            assertThat(browser.executeScript("return document.activeElement.matches(arguments[0])", link))
                    .as(link)
                    .isEqualTo(true);
        }
    }

    @Test
    void nothingLeadsToTheOldestSagaWhenThereIsNone() {
        AtomicReference<String> oldest = new AtomicReference<>(OLDEST);
        orchestrator.onStream(STREAM, () -> overview(oldest.get()));
        open("/");
        wait.until(page -> text("figure-oldest").contains("checkout, stuck"));
        oldest.set("null");
        wait.until(page -> text("figure-oldest").contains("none"));
        assertThat(browser.executeScript("return document.querySelector(`[data-testid='figure-oldest'] a`)"))
                .isNull();
    }

    @Test
    void anActKeepsTheFocusWhileTheDiagnosisOfItsSagaChanges() {
        String path = "/sagas/" + ID;
        orchestrator.on("GET /v1" + path, body -> ConsoleTruthTest.SAGA
                .formatted("payment-service has not moved for %d s".formatted(reads.incrementAndGet()))
                .replace("\"actions\":{}", """
                        "actions":{"retry":{"possible":true,"why":null,"outcomes":null,"sends":null,"possibleWithForce":false}}"""));
        orchestrator.on("GET /v1" + path + "/participants", "{\"participants\":[]}");
        open("/console" + path);
        shown("act-retry");
        browser.executeScript("document.querySelector(`[data-testid='act-retry']`).focus()");
        awaitReads(2);
        assertThat(browser.executeScript("return document.activeElement.dataset.testid"))
                .isEqualTo("act-retry");
    }

    @Test
    void theButtonOfAFailureKeepsTheFocusWhileItIsTriedAgain() {
        orchestrator.on("GET /v1/acts", body -> {
            reads.incrementAndGet();
            return PlayedOrchestrator.problem(503, "Not now.");
        });
        open("/console/acts");
        shown("problem");
        browser.executeScript("document.querySelector(`[data-testid='problem'] button`).focus()");
        awaitReads(2);
        assertThat(browser.executeScript("return document.activeElement.textContent"))
                .isEqualTo("Try again now");
    }

    @Test
    void aRunningActTakesNeitherTheFocusNorAClick() {
        act("PLANNED");
        orchestrator.on("POST /v1/acts/a1/run", body -> {
            act("RUNNING");
            return "{}";
        });
        orchestrator.on("GET /v1/acts/a1/items", body -> "{\"nextCursor\":\"more\",\"items\":[%s,%s]}"
                .formatted(item("i1", "DONE"), item("i2", reads.get() % 2 == 0 ? "PENDING" : "REQUESTED")));
        open("/console/acts/a1");
        shown("run");
        browser.executeScript("document.querySelector(`[data-testid='run']`).focus()");
        browser.switchTo().activeElement().sendKeys(Keys.ENTER);
        shown("stop");
        assertThat(browser.executeScript("return document.activeElement.dataset.testid"))
                .isEqualTo("stop");
        for (String kept : List.of(
                "[data-testid=act-page] .headline",
                "[data-testid=items] .tabs a[href$=REFUSED]",
                "[data-testid=items] .pages a",
                "[data-id=i1] a")) {
            wait.until(page -> !browser.findElements(By.cssSelector(kept)).isEmpty());
            browser.executeScript("window.kept = document.querySelector(arguments[0])", kept);
            awaitReads(2);
            assertThat(browser.executeScript("return window.kept.isConnected"))
                    .as(kept)
                    .isEqualTo(true);
        }
        browser.executeScript("document.querySelector('[data-id=i2] a').focus()");
        awaitReads(2);
        assertThat(browser.executeScript("return document.activeElement.matches('[data-id=i2] a')"))
                .isEqualTo(true);
    }

    private void act(String status) {
        orchestrator.on(
                "GET /v1/acts/a1",
                body -> ConsoleTruthTest.ACT.formatted(
                        status, status.equals("RUNNING") ? reads.incrementAndGet() % 2 : 0));
    }

    private static String item(String id, String outcome) {
        return "{\"id\":\"%s\",\"outcome\":\"%s\",\"possible\":true,\"before\":null,\"sends\":[],\"finishedAt\":null}"
                .formatted(id, outcome);
    }

    @Test
    void theLinkThatSkipsTheBarLeavesThePageAsItIs() {
        orchestrator.on("GET /v1/acts", "{\"acts\":[],\"nextCursor\":null}");
        open("/console/acts");
        shown("acts");
        browser.executeScript("window.kept = document.querySelector('.view'); document.querySelector('.skip').click()");
        wait.until(page -> page.getCurrentUrl().endsWith("#page"));
        browser.navigate().back();
        wait.until(page -> page.getCurrentUrl().endsWith("/console/acts"));
        assertThat(browser.executeScript("return window.kept.isConnected")).isEqualTo(true);
    }

    @Test
    void whatIsAwayIsSaidOnce() {
        String path = "/sagas/" + ID;
        orchestrator.on("GET /v1" + path, ConsoleTruthTest.SAGA.formatted("It waits"));
        orchestrator.on("GET /v1" + path + "/participants", body -> {
            reads.incrementAndGet();
            return PlayedOrchestrator.problem(503, "Not now.");
        });
        open("/console" + path);
        shown("problem");
        browser.executeScript("document.querySelector(`[data-testid='problem'] button`).focus()");
        awaitReads(2);
        assertThat(browser.executeScript("return document.activeElement.textContent"))
                .isEqualTo("Try again now");
        orchestrator.on("GET /v1" + path + "/participants", "{\"participants\":[]}");
        wait.until(page -> text("problem").isEmpty());
    }

    @Test
    void theHeadlineIsAnnouncedWhenSomethingElseIsWrongAndNotForEachNumber() {
        orchestrator.onStream(STREAM, () -> overview("null"));
        open("/");
        wait.until(page -> text("announcer").contains("being retried"));
        String announced = text("announcer");
        awaitReads(2);
        assertThat(text("headline")).isNotEqualTo(announced);
        assertThat(text("announcer")).isEqualTo(announced);
        orchestrator.onStream(STREAM, () -> overview("null").replace("\"quarantined\":0", "\"quarantined\":1"));
        open("/");
        wait.until(page -> text("announcer").contains("quarantine"));
    }

    private void awaitReads(int more) {
        long before = reads.get();
        // the last of them is shown when the next one is asked for
        wait.until(page -> reads.get() > before + more);
    }

    private String overview(String oldest) {
        String overview = ConsoleTruthTest.OVERVIEW
                .formatted(reads.incrementAndGet())
                .replace("\"oldest\":null", "\"oldest\":" + oldest)
                .replace("\"types\":{}", "\"types\":{\"checkout\":{\"RETRYING\":%d}}".formatted(reads.get()))
                .replace("\"states\":{},", "\"states\":{\"RETRYING\":%d},".formatted(reads.get()));
        return "event: overview\ndata: %s\n\n".formatted(overview.replace("\n", ""));
    }
}
