package checkout.lab.scenario.bulk;

import checkout.lab.http.JsonHttpClient;
import checkout.lab.http.JsonHttpClient.Response;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.expectation.ResultTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads every list, page and saga that the console and the CLI read, many times one after the other. */
final class OperatorPages {
    private static final int READS = 60;
    private static final double MOST_MILLIS = 200;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int OK = 200;

    private static final List<String> LISTS = List.of(
            "/v1/overview",
            "/v1/stats",
            "/v1/sagas",
            "/v1/sagas?limit=200",
            "/v1/sagas?stuck=true",
            "/v1/sagas?state=STUCK&type=checkout&step=capture%20payment",
            "/v1/sagas?stuck=true&error=declined",
            "/v1/sagas?stuck=true&olderThan=PT1S",
            "/v1/sagas?stuck=true&text=capture",
            "/v1/sagas?state=COMPLETED",
            "/v1/sagas?deadLetters=true",
            "/v1/sagas/reasons",
            "/v1/dead-letters",
            "/v1/dead-letters?status=OPEN",
            "/v1/dead-letters/reasons",
            "/v1/audit",
            "/v1/audit?action=RETRY",
            "/v1/audit?who=nobody",
            "/v1/acts",
            "/v1/definitions");

    private final List<List<Object>> table = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();

    /** @param saga whose page is read as well */
    void measure(ScenarioContext context, String when, UUID saga, String customer) throws InterruptedException {
        JsonHttpClient operator = context.operatorApi();
        List<String> paths = new ArrayList<>(LISTS);
        paths.add("/v1/sagas?customer=" + customer);
        paths.add("/v1/sagas?q=" + saga);
        paths.add("/v1/sagas/" + saga);
        paths.add("/v1/sagas/%s/participants".formatted(saga));
        paths.add("/v1/audit?sagaId=" + saga);
        for (String path : paths) {
            measure(operator, context.stack().ports().url("saga-orchestrator"), when, path);
        }
    }

    /** An act with many sagas, and its rows of the audit log. */
    void measureAct(ScenarioContext context, String act) throws InterruptedException {
        JsonHttpClient operator = context.operatorApi();
        for (String path :
                List.of("/v1/acts/" + act, "/v1/acts/%s/items?limit=200".formatted(act), "/v1/audit?actId=" + act)) {
            measure(operator, context.stack().ports().url("saga-orchestrator"), "retried", path);
        }
    }

    private void measure(JsonHttpClient operator, String url, String when, String path) throws InterruptedException {
        double[] millis = new double[READS];
        for (int n = 0; n < READS; n++) {
            long began = System.nanoTime();
            Response answer = operator.get(url + path);
            millis[n] = (System.nanoTime() - began) / NANOS_PER_MILLI;
            if (answer.status() != OK) {
                wrong.add("%s: %s is answered with %d: %s".formatted(when, path, answer.status(), answer.body()));
                return;
            }
        }
        Arrays.sort(millis);
        double p95 = millis[READS * 95 / 100];
        if (p95 >= MOST_MILLIS) {
            wrong.add("%s: %s takes %.0f ms".formatted(when, path, p95));
        }
        table.add(List.of(when, shortened(path), millis[READS / 2], p95, millis[READS - 1]));
    }

    private static String shortened(String path) {
        return path.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "{id}").replaceAll("scenario-[^&]*", "{customer}");
    }

    ExpectationResult result() {
        return new ExpectationResult(
                "every list and page of the operator is answered in less than %.0f ms at p95".formatted(MOST_MILLIS),
                List.copyOf(wrong),
                Map.of(
                        "pages",
                        new ResultTable(
                                List.of("sagas are", "path", "p50 ms", "p95 ms", "highest ms"), List.copyOf(table))));
    }
}
