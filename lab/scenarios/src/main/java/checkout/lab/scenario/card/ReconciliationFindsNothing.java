package checkout.lab.scenario.card;

import checkout.lab.http.JsonHttpClient;
import checkout.lab.http.JsonHttpClient.Response;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.stack.state.StackException;
import checkout.lab.time.Polling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** payment-service compares its payments with the provider's ledger, and finds no difference. */
public final class ReconciliationFindsNothing implements Expectation {
    private static final int CONFLICT = 409;
    private static final Polling ENDED = new Polling(Duration.ofMinutes(8), Duration.ofMillis(250));

    @Override
    public List<ExpectationResult> check(ScenarioContext context) throws InterruptedException {
        JsonHttpClient http = context.operatorApi();
        String url = context.stack().ports().url("payment-service") + "/v1/reconciliations";
        JsonNode run = await(http, url, begin(http, url));
        List<String> found = new ArrayList<>();
        if (!run.path("state").asString("").equals("DONE")) {
            found.add("it is %s: %s"
                    .formatted(run.path("state").asString(""), run.path("error").asString("")));
        }
        if (run.path("undecided").asInt() > 0) {
            found.add(
                    "%d checkouts kept changing".formatted(run.path("undecided").asInt()));
        }
        http.get(url + "/differences?limit=200")
                .bodyIfSuccessful()
                .path("differences")
                .forEach(difference -> found.add("%s: %s"
                        .formatted(
                                difference.path("checkoutId").asString(""),
                                difference.path("kind").asString(""))));
        return List.of(new ExpectationResult(
                "reconciliation finds no difference between our payments and the provider's ledger",
                found,
                Map.of(
                        "compared",
                        run.path("compared").asLong(),
                        "payments",
                        run.path("payments").asLong())));
    }

    /** Begins a run; waits for one that is under way, because it may have begun before the last payments ended. */
    private static String begin(JsonHttpClient http, String url) throws InterruptedException {
        Response begun = http.post(url, Map.of());
        while (begun.status() == CONFLICT) {
            await(http, url, begun.body().path("reconciliation").asString(""));
            begun = http.post(url, Map.of());
        }
        return begun.bodyIfSuccessful().path("id").asString("");
    }

    private static JsonNode await(JsonHttpClient http, String url, String id) throws InterruptedException {
        JsonNode last =
                ENDED.until(run -> !run.path("state").asString("").equals("RUNNING"), () -> http.get(url + "/" + id)
                        .bodyIfSuccessful());
        if (last.path("state").asString("").equals("RUNNING")) {
            throw new StackException("Reconciliation %s has not ended after %d min: %s"
                    .formatted(id, ENDED.timeout().toMinutes(), last));
        }
        return last;
    }
}
