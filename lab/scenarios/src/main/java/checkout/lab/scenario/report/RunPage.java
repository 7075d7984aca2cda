package checkout.lab.scenario.report;

import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.expectation.ResultTable;
import checkout.lab.scenario.history.HistoryEvent;
import checkout.lab.scenario.measure.RunFigures;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** One run as a page that needs nothing else. */
public final class RunPage {

    private static final int MOST_COUNTER_EXAMPLES = 50;
    private static final int TIME_OF_DAY = "2026-01-31T".length();

    private final ScenarioOutcome outcome;
    private final HtmlText html = new HtmlText();

    private RunPage(ScenarioOutcome outcome) {
        this.outcome = outcome;
    }

    /** Returns the page. */
    public static String of(ScenarioOutcome outcome) {
        RunPage page = new RunPage(outcome);
        page.head();
        page.figures();
        page.course();
        page.violation();
        page.expectations();
        page.rest();
        return HtmlText.page(
                "%s, seed %d: %s".formatted(outcome.scenario(), outcome.seed(), outcome.verdict()),
                page.html.toString());
    }

    private void head() {
        html.open("header")
                .element("h1", outcome.scenario())
                .element("p", "verdict " + outcome.verdict(), outcome.verdict())
                .element("p", outcome.story())
                .open("p");
        html.text("Seed %d. Repeat it with ".formatted(outcome.seed()))
                .element("code", outcome.repeat())
                .close("p")
                .close("header");
    }

    private void figures() {
        RunFigures figures = outcome.figures();
        if (figures == null) {
            return;
        }
        Double recovery = figures.secondsToRecover();
        html.open("section", "figures");
        figure("checkouts", figures.checkouts());
        figure("confirmed", figures.confirmed());
        figure("rejected", figures.rejected());
        figure("stuck", figures.stuck());
        figure("of them freed", figures.freed());
        figure("duplicates absorbed", figures.dedupHits());
        figure("s to recover", recovery == null ? "-" : recovery);
        html.close("section");
    }

    private void figure(String name, Object value) {
        html.open("div").element("b", value.toString()).element("span", name).close("div");
    }

    private void course() {
        RunCourse course = outcome.course();
        if (course == null || course.seconds().isEmpty()) {
            return;
        }
        html.element("h2", "Over time");
        if (course.hasAnswers()) {
            html.html(new SvgChart("Checkouts", "a second", course)
                            .line("accepted", "line1", RunCourse.Second::accepted)
                            .line("ended", "line2", RunCourse.Second::ended)
                            .line("refused or not answered", "line3", RunCourse.Second::notAccepted)
                            .toString())
                    .html(new SvgChart("Time from a request to its 202", "ms", course)
                            .line("p50", "line1", RunCourse.Second::p50)
                            .line("p99", "line2", RunCourse.Second::p99)
                            .toString());
        } else {
            html.html(new SvgChart("Checkouts", "a second", course)
                            .line("ended", "line2", RunCourse.Second::ended)
                            .toString())
                    .element("p", "This scenario makes its own requests; what it measured of them is below.");
        }
        if (!course.faults().isEmpty()) {
            html.table(
                    List.of("fault", "from", "to"),
                    course.faults().stream()
                            .map(fault -> List.of(
                                    fault.what(), "%.1f s".formatted(fault.from()), "%.1f s".formatted(fault.to())))
                            .toList());
        }
    }

    private void violation() {
        Violation violation = outcome.violation();
        if (violation == null) {
            return;
        }
        html.element("h2", "First counter-example")
                .open("section", "violation")
                .element("p", violation.expectation())
                .element("pre", violation.counterExample());
        if (violation.checkout() != null) {
            html.element("h3", "Checkout " + violation.checkout())
                    .table(
                            List.of("at", "", "message or act", ""),
                            violation.timeline().stream()
                                    .map(each -> List.of(timeOfDay(each.at()), each.kind(), each.what(), each.detail()))
                                    .toList())
                    .folded("The saga", violation.saga())
                    .element("h3", "Calls")
                    .table(
                            List.of("microseconds", "call", "by", "", "status", "state"),
                            violation.calls().stream().map(RunPage::call).toList());
        }
        html.close("section");
    }

    private static String timeOfDay(String instant) {
        return instant.length() > TIME_OF_DAY ? instant.substring(TIME_OF_DAY) : instant;
    }

    private static List<String> call(HistoryEvent event) {
        return List.of(
                Long.toString(event.micros()),
                event.call(),
                event.by(),
                event.type().name(),
                Objects.toString(event.status(), ""),
                Objects.toString(event.state(), ""));
    }

    private void expectations() {
        html.element("h2", "Expectations").open("ul", "expectations");
        // what is broken first
        outcome.findings().stream().filter(each -> !each.holds()).forEach(this::expectation);
        outcome.findings().stream().filter(ExpectationResult::holds).forEach(this::expectation);
        html.close("ul");
    }

    private void expectation(ExpectationResult result) {
        String shown = result.demanded() ? "void" : "broken";
        html.open("li", result.holds() ? "holds" : shown).text(result.expectation());
        result.figures().forEach(this::figureOfExpectation);
        if (!result.holds()) {
            html.element(
                    "pre",
                    result.counterExamples().stream()
                            .limit(MOST_COUNTER_EXAMPLES)
                            .collect(Collectors.joining("\n")));
        }
        html.close("li");
    }

    private void figureOfExpectation(String name, Object figure) {
        if (figure instanceof ResultTable table) {
            html.element("pre", String.join("\n", table.lines()));
        } else {
            html.element("small", "%s: %s".formatted(name, figure));
        }
    }

    private void rest() {
        html.element("h2", "What happened").folded("Events", String.join("\n", outcome.chronicle()));
        pairs("Counts", outcome.counts());
        pairs("Versions and settings", outcome.versions());
        html.open("p")
                .link("outcome.json", "outcome.json")
                .text(" has all of this, ")
                .link("history.jsonl", "history.jsonl")
                .text(" every call of the run.")
                .close("p");
    }

    private void pairs(String title, Map<String, ?> values) {
        if (!values.isEmpty()) {
            html.element("h2", title)
                    .table(
                            List.of("", ""),
                            values.entrySet().stream()
                                    .map(each -> List.of(
                                            each.getKey(), each.getValue().toString()))
                                    .toList());
        }
    }
}
