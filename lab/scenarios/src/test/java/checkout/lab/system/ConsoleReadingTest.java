package checkout.lab.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/**
 * What the console makes of times, texts and criteria, against an orchestrator that the test plays. Red here: somebody reads another
 * time or text than there is, or acts on other sagas than the page seems to say.
 */
class ConsoleReadingTest extends PlayedConsole {
    @Test
    void anAgeIsRightWhateverTheVisitorsClockSays() {
        orchestrator.on(
                "GET /v1/acts",
                "{\"acts\":[%s],\"nextCursor\":null}"
                        .formatted(ConsoleTruthTest.ACT
                                .formatted("PLANNED", 0)
                                .replace(
                                        "2026-01-01T00:00:00Z",
                                        Instant.now().minusSeconds(630).toString())));
        String script = before("{ const slow = Date.now; Date.now = () => slow() - 3_600_000; }");
        open("/console/acts");
        wait.until(page -> text("act").contains("10 min"));
        assertThat(text("act")).contains(" ago").doesNotContain("in 10 min");
        browser.executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", script));
    }

    /** @return the identifier of a script that runs before each page */
    private static String before(String script) {
        return String.valueOf(
                browser.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script))
                        .get("identifier"));
    }

    @Test
    void aTimeOfAnotherDayHasItsDayAndTextsOfOthersKeepTheirDirection() {
        String path = "/sagas/019a9f00-0000-7000-8000-000000000001";
        orchestrator.on("GET /v1" + path, ConsoleTruthTest.SAGA.formatted("It waits for \u202Ebob"));
        orchestrator.on("GET /v1" + path + "/participants", "{\"participants\":[]}");
        open("/console" + path);
        wait.until(page -> text("diagnosis").contains("It waits for ‹U+202E›bob"));
        assertThat(text("messages")).containsPattern("(1 Jan|31 Dec), \\d\\d:\\d\\d:\\d\\d");
    }

    @Test
    void allThatMatchIsNotActedOnWhileTheFormSaysSomethingElse() {
        orchestrator.on(
                "GET /v1/sagas", "{\"sagas\":[%s],\"nextCursor\":null}".formatted(ConsoleTruthTest.SAGA.formatted("")));
        open("/console/sagas?stuck=true");
        wait.until(page -> shown("act-retry").isDisplayed());
        shown("filter-error").sendKeys("x");
        assertThat(shown("act-retry").isDisplayed()).isFalse();
        assertThat(text("acting")).contains("Apply the filter");
        shown("filter-error").sendKeys(Keys.BACK_SPACE);
        assertThat(shown("act-retry").isDisplayed()).isTrue();
        click("select");
        shown("filter-error").sendKeys("x");
        assertThat(shown("act-retry").isDisplayed())
                .as("which ones are selected is clear")
                .isTrue();
    }

    @Test
    void anActSaysWhichSagasItIsFor() {
        orchestrator.on("GET /v1/acts/a1/items", "{\"items\":[],\"nextCursor\":null}");
        orchestrator.on(
                "GET /v1/acts/a1",
                ConsoleTruthTest.ACT
                        .formatted("PLANNED", 0)
                        .replace("\"sends\":[]", "\"sends\":[],\"filter\":{\"stuck\":true,\"olderThan\":\"PT1H\"}"));
        open("/console/acts/a1");
        wait.until(page -> text("act-page").contains("stuck: true; older than: PT1H"));
    }

    @Test
    void aListThatIsReadOnceSaysAsOfWhen() {
        orchestrator.on("GET /v1/audit", "{\"entries\":[],\"nextCursor\":null}");
        open("/console/audit");
        wait.until(page -> text("as-of").matches("as of \\d\\d:\\d\\d:\\d\\d"));
    }

    @Test
    void aChartWhoseTimesBecomeFewerGoesOn() {
        AtomicInteger points = new AtomicInteger(10);
        orchestrator.onStream(
                "GET /v1/overview/stream",
                () -> ConsoleSilenceTest.event(ConsoleTruthTest.OVERVIEW
                        .formatted(1)
                        .replace("\"eventsPerSecond\":0", "\"eventsPerSecond\":" + points.get())
                        .replace("\"points\":[]", "\"points\":" + history(points.get()))));
        open("/");
        wait.until(page -> text("process-relay").contains("10"));
        browser.findElement(By.cssSelector("[data-testid=chart-open] svg")).sendKeys(Keys.ARROW_LEFT);
        wait.until(page -> !text("chart-open").isEmpty()
                && browser.findElement(By.cssSelector("[data-testid=chart-open] .when"))
                        .getText()
                        .matches(".*\\d\\d:\\d\\d:\\d\\d"));
        points.set(3);
        wait.until(page -> text("process-relay").matches("(?s).*Published a second\\s+3.*"));
        points.set(0);
        wait.until(page -> text("process-relay").matches("(?s).*Published a second\\s+0.*"));
    }

    private static String history(int points) {
        return IntStream.range(0, points)
                .mapToObj(n -> "[%d,1,0,0,0,0]".formatted(1_767_225_000 + n * 10))
                .collect(Collectors.joining(",", "[", "]"));
    }
}
