package checkout.lab.scenario.monitoring;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.expectation.ResultTable;
import checkout.lab.scenario.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Under a load that the stack can carry, a Prometheus evaluates every alert rule. None may fire, every rule and every process must
 * have been read, and every query of the dashboard must be answered.
 */
public final class HealthyHour implements Fault, Expectation {
    private static final long MILLIS_PER_LOG_LINE = 60_000;

    /** What has no series while all is well: consumers that are stalled. */
    private static final String ONLY_IN_TROUBLE = "> 0";

    private final List<String> wrong = new ArrayList<>();
    private final List<String> withoutData = new ArrayList<>();
    private final List<List<Object>> pending = new ArrayList<>();
    private final List<List<Object>> panels = new ArrayList<>();
    private int rules;

    @Override
    public void inject(ScenarioContext context) throws InterruptedException, IOException {
        Path sources = context.folder().sources();
        Path folder = context.folder().path().resolve("prometheus");
        try (PrometheusServer prometheus =
                PrometheusServer.start(context.stack(), sources.resolve("ops/prometheus/alerts.yaml"), folder)) {
            long end = System.nanoTime() + context.duration().toNanos();
            for (long left = context.duration().toMillis(); left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                Thread.sleep(Math.min(left, MILLIS_PER_LOG_LINE));
                context.log(
                        "%d alerts are pending or fire",
                        prometheus.query("ALERTS").size());
            }
            String during = "[%ds]".formatted(context.duration().toSeconds());
            readAlerts(prometheus, during);
            readProcesses(prometheus, during);
            readRules(prometheus);
            readDashboard(prometheus, sources.resolve("ops/grafana/checkout.json"));
        }
    }

    private void readAlerts(PrometheusServer prometheus, String during) throws InterruptedException {
        for (JsonNode alert : prometheus.query("count_over_time(ALERTS" + during + ")")) {
            JsonNode labels = alert.path("metric");
            if (labels.path("alertstate").asString("").equals("firing")) {
                wrong.add("an alert fired: " + labels);
            } else {
                pending.add(List.of(
                        labels.path("alertname").asString(""),
                        alert.at("/value/1").asString("")));
            }
        }
    }

    private void readProcesses(PrometheusServer prometheus, String during) throws InterruptedException {
        List<JsonNode> read = prometheus.query("min_over_time(up" + during + ") == 1");
        if (read.size() != PrometheusServer.PROCESSES.size()) {
            wrong.add(
                    "not every process was read all the time: " + prometheus.query("avg_over_time(up" + during + ")"));
        }
    }

    private void readRules(PrometheusServer prometheus) throws InterruptedException {
        for (JsonNode rule : prometheus.rules()) {
            rules++;
            if (!rule.path("health").asString("").equals("ok")) {
                wrong.add("the rule %s is not evaluated: %s".formatted(rule.path("name"), rule.path("lastError")));
            }
        }
        if (rules == 0) {
            wrong.add("Prometheus has read no rules");
        }
    }

    private void readDashboard(PrometheusServer prometheus, Path dashboard) throws InterruptedException, IOException {
        for (JsonNode panel :
                JsonMapper.shared().readTree(Files.readString(dashboard)).path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                String expression = target.path("expr").asString("");
                int series = prometheus.query(expression).size();
                panels.add(List.of(panel.path("title").asString(""), series));
                if (series == 0 && !expression.endsWith(ONLY_IN_TROUBLE)) {
                    withoutData.add("%s: %s".formatted(panel.path("title"), expression));
                }
            }
        }
        if (panels.isEmpty()) {
            withoutData.add("the dashboard has no panels");
        }
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) {
        return List.of(
                new ExpectationResult(
                        "no alert fires, and every rule and process is read",
                        List.copyOf(wrong),
                        Map.of(
                                "rules",
                                rules,
                                "pending for a while",
                                new ResultTable(List.of("alert", "evaluations"), List.copyOf(pending)))),
                new ExpectationResult(
                        "every panel of the dashboard has data",
                        List.copyOf(withoutData),
                        Map.of("panels", new ResultTable(List.of("panel", "series"), List.copyOf(panels)))));
    }
}
