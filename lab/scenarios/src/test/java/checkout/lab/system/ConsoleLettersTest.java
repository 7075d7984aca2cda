package checkout.lab.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** Red here: an operator with a browser discards dead letters that were not counted before, or is not told what was discarded. */
class ConsoleLettersTest extends PlayedConsole {

    @Test
    void discardsTheLettersThatItHasCountedAndNoOthers() {
        List<String> open = new CopyOnWriteArrayList<>(List.of("l1", "l2"));
        letters(open);
        orchestrator.on(
                "POST /v1/dead-letters/bulk", "{\"results\":[{\"outcome\":\"DISCARDED\"}],\"nextCursor\":null}");
        open("/console/dead-letters");
        shown("discard-all");
        open.add("l3");
        click("discard-all");
        assertThat(shown("reason").isDisplayed()).isTrue();
        wait.until(page -> dialog().contains("Discard 3 letters"));
        open.add("l4");
        shown("reason").sendKeys("of no use");
        shown("submit").click();
        wait.until(page -> text("outcome").contains("1 discarded"));
        assertThat(orchestrator.posted())
                .containsExactly(
                        "POST /v1/dead-letters/bulk {\"filter\":{\"ids\":[\"l1\",\"l2\",\"l3\"]},\"action\":\"DISCARD\",\"reason\":\"of no use\"}");
        open.clear();
        wait.until(page -> text("page").contains("None is open."));
    }

    @Test
    void saysWhatWasDiscardedBeforeItFailedAndGoesOnWithTheRest() {
        letters(ids(250));
        AtomicInteger requests = new AtomicInteger();
        orchestrator.on(
                "POST /v1/dead-letters/bulk",
                body -> requests.incrementAndGet() == 2
                        ? PlayedOrchestrator.problem(503, "The database is away.")
                        : discarded(body));
        open("/console/dead-letters");
        discardAll();
        wait.until(page -> text("outcome").contains("200 discarded, 50 not settled. Then it failed"));
        assertThat(dialog()).contains("The database is away.");
        shown("submit").click();
        wait.until(page -> text("outcome").contains("250 discarded."));
        assertThat(orchestrator.posted()).hasSize(3);
        assertThat(discarded(orchestrator.posted().getLast()))
                .isEqualTo(discarded(orchestrator.posted().get(1)));
    }

    @Test
    void stopsAfterTheRequestUnderWayWhenTheDialogIsLeft() throws InterruptedException {
        letters(ids(250));
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        discardsOnce(asked, answered);
        open("/console/dead-letters");
        discardAll();
        asked.await();
        shown("reason").sendKeys(Keys.ESCAPE);
        wait.until(page -> page.findElements(By.cssSelector("dialog[open]")).isEmpty());
        answered.countDown();
        wait.until(page -> text("outcome").contains("200 discarded, 50 not settled."));
        assertThat(orchestrator.posted()).hasSize(1);
    }

    @Test
    void theDialogOpensAtOnceAndReadsNothingMoreOnceItIsLeft() throws InterruptedException {
        letters(ids(3));
        open("/console/dead-letters");
        shown("discard-all");
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        orchestrator.on("GET /v1/dead-letters", body -> {
            asked.countDown();
            awaited(answered);
            return "{\"deadLetters\":[],\"nextCursor\":\"next\"}";
        });
        click("discard-all");
        asked.await();
        assertThat(dialog()).contains("Reading 3 letters of t");
        assertThat(shown("submit").isEnabled()).isFalse();
        shown("reason").sendKeys(Keys.ESCAPE);
        answered.countDown();
        assertThat(browser.findElements(By.cssSelector("dialog[open]"))).isEmpty();
        assertThat(asked("/v1/dead-letters?topic=t&reason=no&status=OPEN&limit=200&cursor"))
                .isZero();
    }

    @Test
    void whatBecameOfTheLettersIsSaidOnWhateverPageOneIsByThen() throws InterruptedException {
        letters(ids(3));
        orchestrator.on("GET /v1/acts", "{\"acts\":[],\"nextCursor\":null}");
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        discardsOnce(asked, answered);
        open("/console/acts");
        shown("acts");
        browser.findElement(By.linkText("Dead letters")).click();
        discardAll();
        asked.await();
        browser.navigate().back();
        wait.until(page -> page.findElements(By.cssSelector("dialog[open]")).isEmpty());
        answered.countDown();
        wait.until(page -> text("outcome").contains("3 discarded"));
        assertThat(browser.getCurrentUrl()).endsWith("/console/acts");
    }

    /** The orchestrator settles letters, and answers only when the test lets it. */
    private void discardsOnce(CountDownLatch asked, CountDownLatch answered) {
        orchestrator.on("POST /v1/dead-letters/bulk", body -> {
            asked.countDown();
            awaited(answered);
            return discarded(body);
        });
    }

    private void letters(List<String> open) {
        String group = "\"topic\":\"t\",\"type\":\"a.B.v1\",\"group\":\"\",\"reason\":\"no 'withheld'\"";
        orchestrator.on("GET /v1/dead-letters/reasons", body -> "{\"reasons\":[%s]}"
                .formatted(
                        open.isEmpty()
                                ? ""
                                : "{%s,\"count\":%d,\"latest\":\"2026-01-01T00:00:00Z\"}"
                                        .formatted(group, open.size())));
        orchestrator.on("GET /v1/dead-letters", body -> open.stream()
                .map(id -> "{\"id\":\"%s\",%s,\"status\":\"OPEN\",\"receivedAt\":\"2026-01-01T00:00:00Z\"}"
                        .formatted(id, group))
                .collect(Collectors.joining(",", "{\"deadLetters\":[", "],\"nextCursor\":null}")));
    }

    private static List<String> ids(int many) {
        return IntStream.range(0, many).mapToObj(n -> "l" + n).toList();
    }

    /** The answer to a request that names letters: each is discarded. */
    private static String discarded(String request) {
        String ids = request.substring(request.indexOf('[') + 1, request.indexOf(']'));
        return Arrays.stream(ids.split(","))
                .map(id -> "{\"id\":%s,\"outcome\":\"DISCARDED\"}".formatted(id))
                .collect(Collectors.joining(",", "{\"results\":[", "],\"nextCursor\":null}"));
    }

    private void discardAll() {
        click("discard-all");
        shown("reason").sendKeys("of no use");
        wait.until(page -> shown("submit").isEnabled());
        shown("submit").click();
    }

    private static String dialog() {
        return browser.findElement(By.cssSelector("dialog[open]")).getText();
    }
}
