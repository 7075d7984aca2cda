package checkout.lab.scenario.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All runs of a folder as one page, the latest first. */
public final class CampaignPage {

    private static final String OUTCOME = "outcome.json";

    private CampaignPage() {}

    private record Run(String folder, JsonNode outcome) {

        boolean held() {
            return outcome.path("held").asBoolean();
        }

        String verdict() {
            return outcome.path("verdict").asString();
        }

        String figure(String name) {
            JsonNode value = outcome.path("figures").path(name);
            return value.isMissingNode() || value.isNull() ? "-" : value.asString();
        }

        long number(String name) {
            return outcome.path("figures").path(name).asLong(0);
        }

        String began() {
            return outcome.path("course").path("began").asString("");
        }

        long seconds() {
            return outcome.path("course").path("seconds").size();
        }

        String faults() {
            List<String> faults = new ArrayList<>();
            outcome.path("faults").forEach(fault -> faults.add(fault.asString()));
            return String.join(", ", faults);
        }

        String broken() {
            for (JsonNode finding : outcome.path("findings")) {
                if (!finding.path("counterExamples").isEmpty()) {
                    return finding.path("expectation").asString();
                }
            }
            return "";
        }
    }

    /** Writes the page of what the folder holds now; runs whose outcome is not written yet are left out. */
    public static void write(Path folder) throws IOException {
        List<Run> runs = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path run :
                    all.filter(each -> Files.exists(each.resolve(OUTCOME))).toList()) {
                runs.add(new Run(
                        run.getFileName().toString(),
                        JsonMapper.shared().readTree(Files.readString(run.resolve(OUTCOME)))));
            }
        }
        runs.sort(Comparator.comparing(Run::began).reversed().thenComparing(Run::folder));
        Files.writeString(folder.resolve("index.html"), page(runs));
    }

    private static String page(List<Run> runs) {
        long held = runs.stream().filter(Run::held).count();
        HtmlText html = new HtmlText();
        html.open("header")
                .element("h1", "Runs")
                .element(
                        "p",
                        "verdict " + (held == runs.size() ? "held" : "BROKEN"),
                        "%d of %d held".formatted(held, runs.size()))
                .element(
                        "p",
                        "%,d checkouts in %,d s, %,d stuck, %,d duplicates absorbed"
                                .formatted(
                                        sum(runs, "checkouts"),
                                        runs.stream().mapToLong(Run::seconds).sum(),
                                        sum(runs, "stuck"),
                                        sum(runs, "dedupHits")))
                .close("header");
        html.table(
                List.of(
                        "run",
                        "verdict",
                        "faults",
                        "checkouts",
                        "confirmed",
                        "rejected",
                        "stuck",
                        "freed",
                        "duplicates",
                        "s to recover",
                        "broken"),
                runs,
                CampaignPage::cells);
        return HtmlText.page("Runs: %d of %d held".formatted(held, runs.size()), html.toString());
    }

    private static long sum(List<Run> runs, String figure) {
        return runs.stream().mapToLong(run -> run.number(figure)).sum();
    }

    private static void cells(HtmlText row, Run run) {
        row.open("td")
                .link(run.folder() + "/index.html", run.folder())
                .close("td")
                .element("td", "verdict " + run.verdict(), run.verdict())
                .element("td", run.faults());
        for (String figure :
                List.of("checkouts", "confirmed", "rejected", "stuck", "freed", "dedupHits", "secondsToRecover")) {
            row.element("td", "number", run.figure(figure));
        }
        row.element("td", run.broken());
    }
}
