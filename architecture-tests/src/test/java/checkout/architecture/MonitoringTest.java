package checkout.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.architecture.ComposeFile.Service;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Red means: an alert does not fire for its cause, or fires without one, or uses a metric that no process shows, or nobody knows what to do then. */
class MonitoringTest {
    private static final Path RULES = SourceTree.ROOT.resolve("ops/prometheus/alerts.yaml");
    private static final Path RULE_TESTS = SourceTree.ROOT.resolve("ops/prometheus/alerts-test.yaml");
    private static final Path DASHBOARD = SourceTree.ROOT.resolve("ops/grafana/checkout.json");
    private static final Path METRICS = SourceTree.ROOT.resolve("docs/metrics.md");

    private static final Pattern NAME =
            Pattern.compile("\\b(?:checkout|hikaricp|http_server|jvm|process)_[a-z_]+\\b(?!-)");
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(\\w+)`");
    private static final Pattern SERIES = Pattern.compile("_(?:bucket|count|sum|max)$");
    private static final Pattern ALERT = Pattern.compile("(?m)^ +- alert: (\\w+)$");
    private static final Pattern RUNBOOK = Pattern.compile("(?m)^ +runbook: (\\S+)$");
    private static final List<String> PARTS =
            List.of("**Symptom.**", "## What it means", "## Look first", "## Do", "## Prevent");

    @Test
    void rulesAndDashboardUseOnlyDocumentedMetrics() {
        Set<String> documented = found(DOCUMENTED, METRICS, 1);

        assertThat(found(Pattern.compile("(?m)^ +expr: .*$"), RULES, 0).stream().flatMap(MonitoringTest::names))
                .isNotEmpty()
                .allMatch(documented::contains, "is in docs/metrics.md");
        assertThat(found(Pattern.compile("\"expr\": \".*\""), DASHBOARD, 0).stream()
                        .flatMap(MonitoringTest::names))
                .isNotEmpty()
                .allMatch(documented::contains, "is in docs/metrics.md");
    }

    @Test
    void everyAlertHasARunbookAndEveryRunbookAnAlert() {
        Set<String> runbooks = found(RUNBOOK, RULES, 1);

        assertThat(runbooks).hasSameSizeAs(found(ALERT, RULES, 1));
        assertThat(runbooks).allSatisfy(runbook -> assertThat(read(SourceTree.ROOT.resolve(runbook)))
                .contains(PARTS));
        assertThat(SourceTree.filesIn(SourceTree.ROOT.resolve("docs/runbooks")).stream()
                        .filter(Files::isRegularFile)
                        .map(page -> "docs/runbooks/" + page.getFileName()))
                .containsExactlyInAnyOrderElementsOf(runbooks);
    }

    @Test
    void everyAlertIsTested() {
        String tests = read(RULE_TESTS);
        assertThat(found(ALERT, RULES, 1)).allMatch(alert -> tests.contains("alertname=\"" + alert + "\""));
    }

    /** The tests themselves are those of promtool, which Debian has in its package prometheus. */
    @Test
    void alertsFireForTheirCausesOnly() throws IOException, InterruptedException {
        assertThat(promtoolExists())
                .as("promtool is on the PATH; Debian has it in its package prometheus")
                .isTrue();
        Process promtool = new ProcessBuilder(
                        "promtool", "test", "rules", RULE_TESTS.getFileName().toString())
                .directory(RULE_TESTS.getParent().toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(output).isZero();
    }

    @Test
    void monitoringIsAProfileOfTheComposeFile() {
        assertThat(ComposeFile.services().stream()
                        .filter(service -> service.list("profiles").contains("monitoring"))
                        .map(Service::name))
                .containsExactlyInAnyOrder("prometheus", "alertmanager", "grafana");
    }

    @Test
    void prometheusReadsEveryApplicationThatHasMetrics() {
        String config = read(SourceTree.ROOT.resolve("ops/prometheus/prometheus.yaml"));
        assertThat(ComposeFile.services().stream()
                        .filter(service -> service.environment().containsKey("CHECKOUT_USERS_METRICS_PASSWORD"))
                        .map(Service::name))
                .hasSize(5)
                .allMatch(name -> config.contains("targets: ['" + name + ":8080']"), "is a target");
    }

    private static boolean promtoolExists() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
    }

    /** The names in an expression, as the page has them: a histogram has one name there. */
    private static Stream<String> names(String expression) {
        return NAME.matcher(expression).results().map(match -> SERIES.matcher(match.group())
                .replaceFirst(""));
    }

    private static Set<String> found(Pattern pattern, Path file, int group) {
        return pattern.matcher(read(file))
                .results()
                .map(match -> match.group(group))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
