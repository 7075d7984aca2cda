package checkout.lab.scenario.card;

import checkout.lab.http.JsonHttpClient;
import checkout.lab.scenario.context.ScenarioContext;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Sets the faults of the provider simulator, and reads how many calls it has counted since. */
public final class ProviderFaults {
    public static final String PROVIDER = "provider-simulator";

    private final JsonHttpClient http;
    private final String url;

    ProviderFaults(ScenarioContext context) {
        this.http = context.anonymousApi();
        this.url = context.stack().ports().url(PROVIDER) + "/v1/faults";
    }

    /**
     * The calls since the faults were set.
     *
     * @param refused those that were answered with 429
     * @param busiestSecond the most calls within any second, refused or not
     */
    record Calls(long all, long refused, int busiestSecond) {}

    /** Every call takes effect, and is answered, this much later. */
    void delayCalls(int millis) throws InterruptedException {
        set("{\"latencyMs\":%d}".formatted(millis));
    }

    /** Further calls within a second are refused with 429 and Retry-After. */
    void limitCalls(int perSecond) throws InterruptedException {
        set("{\"callsPerSecond\":%d}".formatted(perSecond));
    }

    /** Every connection is closed without an answer for so long. */
    void refuseCalls(Duration duration) throws InterruptedException {
        set("{\"downFor\":\"%dms\"}".formatted(duration.toMillis()));
    }

    /** So many percent of the calls fail with 500, half of them after they took effect. */
    void failCalls(int percent, long seed) throws InterruptedException {
        set("{\"errorRate\":%s,\"seed\":%d}".formatted(percent / PERCENT, seed));
    }

    void clear() throws InterruptedException {
        set("{}");
    }

    private static final double PERCENT = 100;

    private void set(String faults) throws InterruptedException {
        http.put(url, faults).bodyIfSuccessful();
    }

    Calls calls() throws InterruptedException {
        JsonNode counts = http.get(url).bodyIfSuccessful();
        return new Calls(
                counts.path("calls").asLong(),
                counts.path("callsOverLimit").asLong(),
                counts.path("busiestSecond").asInt());
    }
}
