package checkout.lab.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

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
