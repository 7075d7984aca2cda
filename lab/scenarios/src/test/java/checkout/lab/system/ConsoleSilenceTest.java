package checkout.lab.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The console while somebody is silent, against an orchestrator that the test plays. Red here: the console goes on saying what was so
 * before, or keeps connections that it does not need.
 */
class ConsoleSilenceTest extends PlayedConsole {
    private static final String STREAM = "GET /v1/overview/stream";
    private static final String WELL =
            ConsoleTruthTest.OVERVIEW.formatted(1).replace("\"deadLetters\":3", "\"deadLetters\":0");
    private static final String SLOT = """
            "slot":{"name":"outbox_checkout","exists":true,"active":true,"walStatus":"reserved","lagBytes":4096,
             "retainedBytes":8192,"asOf":"%s"}""";

    @Test
    void anOrchestratorThatHangsIsSaidNotToAnswerUntilItDoes() {
        CountDownLatch thawed = new CountDownLatch(1);
        AtomicBoolean frozen = new AtomicBoolean();
        orchestrator.onStream(STREAM, () -> frozen.getAndSet(thawed.getCount() > 0) ? "" : event(WELL));
        orchestrator.on("GET /v1/overview", body -> {
            awaited(thawed);
            return WELL;
        });
        open("/");
        wait.until(page -> text("headline").contains("All is well"));

        new WebDriverWait(browser, Duration.ofSeconds(20))
                .until(page -> text("problem").contains("The orchestrator does not answer"));
        assertThat(text("headline")).contains("not known").doesNotContain("All is well");
        thawed.countDown();
        wait.until(page -> text("headline").contains("All is well"));
        assertThat(text("problem")).isEmpty();
        wait.until(page -> streams() == 1);
    }

    @Test
    void theStreamIsFollowedAgainWhenTheOrchestratorAnswersAgain() {
        String away = PlayedOrchestrator.problem(503, "Not now.");
        orchestrator.on(STREAM, away);
        orchestrator.on("GET /v1/overview", away);
        open("/");
        wait.until(page -> text("problem").contains("Not now."));
        orchestrator.on("GET /v1/overview", WELL);
        orchestrator.onStream(STREAM, () -> event(WELL));
        wait.until(page -> text("headline").contains("All is well"));
        wait.until(page -> streams() == 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"quarantined\":2|2 rows of source checkout wait in quarantine",
                "\"quarantined\":1|1 row of source checkout waits in quarantine",
                "\"quarantined\":null|whether rows of source checkout wait in quarantine is not known",
                "\"lagSeconds\":null|whether source checkout is published is not known"
            })
    void notAllIsWellWhileRowsWaitForAnOperatorOrNobodyKnows(String field, String said) {
        String name = field.substring(0, field.indexOf(':') + 1);
        orchestrator.onStream(STREAM, () -> event(WELL.replace(name + "0", field)));
        open("/");
        wait.until(page -> text("headline").toLowerCase(Locale.ROOT).contains(said));
        assertThat(shown("process-relay").getDomAttribute("data-level")).isEqualTo("PROBLEM");
    }

    @Test
    void aHiddenPageKeepsNoConnection() {
        orchestrator.onStream(STREAM, () -> event(WELL));
        open("/");
        wait.until(page -> text("headline").contains("All is well"));
        assertThat(streams()).isEqualTo(1);
        hide(true);
        assertThat(streams()).isZero();
        orchestrator.onStream(STREAM, () -> event(ConsoleTruthTest.OVERVIEW.formatted(1)));
        hide(false);
        wait.until(page -> text("headline").contains("dead letters wait for you"));
        assertThat(streams()).isEqualTo(1);
    }

    @Test
    void aSlotWhoseDatabaseIsSilentIsNotShownAsItWas() {
        orchestrator.on("GET /v1/overview", withSlot("2025-12-31T23:59:55Z"));
        open("/console/relays");
        wait.until(page -> text("source").contains("exists, is read"));
        assertThat(text("source")).contains("4 KiB", "reserved").doesNotContain("not known");

        orchestrator.on("GET /v1/overview", withSlot("2025-12-31T23:59:00Z"));
        wait.until(page -> text("source").contains("not known since 1 min ago"));
        assertThat(text("source")).doesNotContain("exists, is read", "4 KiB", "8 KiB", "reserved");
        open("/");
        wait.until(page -> text("process-relay").contains("not known since 1 min ago"));
        assertThat(text("process-relay")).doesNotContain("4 KiB");
        assertThat(text("headline")).contains("the slot of source checkout is not known");
    }

    private static String withSlot(String asOf) {
        return WELL.replace("\"slot\":null", SLOT.formatted(asOf));
    }

    static String event(String overview) {
        return "event: overview\ndata: %s\n\n".formatted(overview.replace("\n", ""));
    }
}
