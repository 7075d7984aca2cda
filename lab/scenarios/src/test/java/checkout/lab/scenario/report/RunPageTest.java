package checkout.lab.scenario.report;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.history.EventType;
import checkout.lab.scenario.history.HistoryEvent;
import checkout.lab.scenario.measure.RunFigures;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;
import tools.jackson.databind.json.JsonMapper;

/** Red here: a page lacks the verdict, shows a text as HTML, asks a server for something, or lists a run twice. */
class RunPageTest {

    private static final UUID CHECKOUT = UUID.fromString("01a20224-9600-78ef-942a-036f6192591a");

    private static final RunCourse COURSE = new RunCourse(
            "2026-01-31T12:00:00Z",
            List.of(
                    new RunCourse.Second(20, 0, 18, 4.5, 12.0),
                    new RunCourse.Second(0, 3, 0, null, null),
                    new RunCourse.Second(20, 0, 25, 5.0, 900.0)),
            List.of(new RunCourse.Trouble("kill <kafka>", 0.5, 1.5)));

    private static ScenarioOutcome outcome(String name, long seed, @Nullable Violation violation) {
        boolean held = violation == null;
        return new ScenarioOutcome(
                name,
                "A story & more.",
                seed,
                30,
                3,
                held,
                List.of(
                        new ExpectationResult("stock is the sum of its movements", List.of(), Map.of("items", 12)),
                        new ExpectationResult("no <script> runs", held ? List.of() : List.of("order " + CHECKOUT))),
                Map.of("fault: kill kafka", 3L),
                List.of("    0.1 s  began"),
                "./checkout scenario run " + name,
                List.of("kill kafka"),
                new RunFigures(40, 38, 2, 1, 1, 7, 3.25),
                COURSE,
                violation,
                Map.of("Kafka", "4.3.1"),
                "");
    }

    private static Violation violation() {
        return new Violation(
                "no <script> runs",
                "order " + CHECKOUT,
                CHECKOUT,
                "{\"state\":\"STUCK\"}",
                List.of(new Violation.Moment("2026-01-31T12:00:01Z", "SENT", "ReserveStock", "{}")),
                List.of(new HistoryEvent(
                        1, 1, EventType.OK, "place", "storefront", "k", CHECKOUT, 202, "PENDING", null)));
    }

    /** The page is well-formed, so that no text can end an element. */
    private static void assertWellFormed(String page) throws Exception {
        String xml = page.replace("<!doctype html>", "")
                .replaceAll("<meta ([^>]*)>", "<meta $1/>")
                .replaceAll("(?s)<style>.*?</style>", "");
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    @Test
    void showsTheVerdictTheCourseAndTheFaults() throws Exception {
        String page = RunPage.of(outcome("kill-kafka", 7, null));
        assertThat(page)
                .contains("<h1>kill-kafka</h1>", "held", "A story &amp; more.", "kill &lt;kafka&gt;", "4.3.1", "3.25")
                .contains("class=\"fault\"", "stock is the sum of its movements", "no &lt;script&gt; runs")
                .doesNotContain("<script", "src=", "http://", "First counter-example");
        assertWellFormed(page);
    }

    @Test
    void showsTheHistoryOfTheFirstCounterExample() throws Exception {
        String page = RunPage.of(outcome("kill-kafka", 7, violation()));
        assertThat(page)
                .contains(
                        "BROKEN", "First counter-example", "Checkout " + CHECKOUT, "ReserveStock", "STUCK", "PENDING");
        assertThat(page.indexOf("no &lt;script&gt; runs")).isLessThan(page.indexOf("stock is the sum"));
        assertWellFormed(page);
    }

    @Test
    void aCampaignListsEveryRunAndLinksItsPage(@TempDir Path folder) throws Exception {
        for (ScenarioOutcome each : List.of(outcome("good", 1, null), outcome("bad", 2, violation()))) {
            Path run = Files.createDirectories(folder.resolve(each.scenario() + "-" + each.seed()));
            Files.writeString(run.resolve("outcome.json"), JsonMapper.shared().writeValueAsString(each));
        }
        Files.createDirectories(folder.resolve("still-running-3"));

        CampaignPage.write(folder);
        CampaignPage.write(folder);

        String page = Files.readString(folder.resolve("index.html"));
        assertThat(page)
                .contains("1 of 2 held", "80 checkouts in 6 s", "good-1/index.html", "bad-2/index.html")
                .containsOnlyOnce("good-1/index.html")
                .contains("no &lt;script&gt; runs")
                .doesNotContain("still-running");
        assertWellFormed(page);
    }

    @Test
    void findsTheIdsInACounterExample() {
        assertThat(ViolationReader.ids("order %s is CONFIRMED, saga %s".formatted(CHECKOUT, CHECKOUT)))
                .containsExactly(CHECKOUT, CHECKOUT);
        assertThat(ViolationReader.ids("4507 were accepted")).isEmpty();
    }
}
