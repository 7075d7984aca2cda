package checkout.lab.bench;

import checkout.lab.bench.request.CartMix;
import checkout.lab.stack.state.StackException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a benchmark measures.
 *
 * @param warmup how long each round is loaded before it is measured; if null, the stack is warmed up until its rate is steady
 * @param outage whether the orchestrator is paused during the measurement
 * @param coldStarts how often the stack is restarted first, for the figures of its first minute
 * @param instances the number of instances of each service
 * @param finishedSagas the least number of finished sagas in the store
 * @param baseline how long PostgreSQL alone is measured; null if it is not
 */
record BenchSettings(
        int clients,
        @Nullable Duration warmup,
        Duration measured,
        @Nullable Integer ratePerSecond,
        boolean intakeOnly,
        boolean outage,
        CartMix carts,
        int rounds,
        int coldStarts,
        int instances,
        long finishedSagas,
        Duration idle,
        @Nullable Duration baseline) {

    /** Between two rounds the stack was paused for the baseline. */
    private static final Duration BEFORE_ROUND = Duration.ofSeconds(8);

    private static final int MAX_CLIENTS = 2000;
    private static final int MAX_PER_SECOND = 100_000;
    private static final long MAX_SAGAS = 100_000_000;

    BenchSettings {
        between("--clients", clients, 1, MAX_CLIENTS);
        between("--seconds", measured.toSeconds(), 1, 100_000);
        if (warmup != null) {
            between("--warmup", warmup.toSeconds(), 0, 100_000);
        }
        between("--rounds", rounds, 1, 100);
        between("--cold", coldStarts, 0, 20);
        between("--instances", instances, 1, 2);
        between("--finished-sagas", finishedSagas, 0, MAX_SAGAS);
        between("--idle-seconds", idle.toSeconds(), 0, 600);
        if (ratePerSecond != null) {
            between("--rate", ratePerSecond, 1, MAX_PER_SECOND);
        }
        if (outage && !intakeOnly) {
            throw new StackException(
                    "--outage pauses what ends the checkouts; add --intake-only, and --rate for a steady load.");
        }
        if (baseline != null) {
            between("--floor-seconds", baseline.toSeconds(), 2, 20);
        }
    }

    /** How long a round is loaded before it is measured. */
    Duration beforeRound() {
        return warmup == null ? BEFORE_ROUND : warmup;
    }

    private static void between(String option, long value, long min, long max) {
        if (value < min || value > max) {
            throw new StackException("%s is %d; it must be between %d and %d.".formatted(option, value, min, max));
        }
    }

    String sentence() {
        return "%s, %s, paid by %s, %d %s per cart (%s)%s; %d s after %s%s"
                .formatted(
                        ratePerSecond == null
                                ? clients + " clients, each submitting as soon as its previous checkout "
                                        + (intakeOnly ? "was accepted" : "has ended")
                                : ratePerSecond + " checkouts per second over " + clients + " connections",
                        intakeOnly
                                ? "acceptance only" + (outage ? ", with the orchestrator paused" : "")
                                : "whole checkouts",
                        carts.payment().word(),
                        carts.lines(),
                        carts.lines() == 1 ? "line" : "lines",
                        carts.items().word(),
                        instances == 1 ? "" : ", two instances of each service",
                        measured.toSeconds(),
                        warmup == null ? "a warm-up until the rate is steady" : warmup.toSeconds() + " s of warm-up",
                        rounds == 1 ? "" : ", medians of " + rounds + " rounds");
    }

    Map<String, Object> asJson() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("clients", clients);
        fields.put("warmupSeconds", warmup == null ? "until the rate is steady" : warmup.toSeconds());
        fields.put("seconds", measured.toSeconds());
        if (ratePerSecond != null) {
            fields.put("ratePerSecond", ratePerSecond);
        }
        fields.put("intakeOnly", intakeOnly);
        fields.put("outage", outage);
        fields.put("payment", carts.payment().word());
        fields.put("items", carts.items().word());
        fields.put("lines", carts.lines());
        fields.put("rounds", rounds);
        fields.put("coldStarts", coldStarts);
        fields.put("instances", instances);
        fields.put("finishedSagas", finishedSagas);
        if (baseline != null) {
            fields.put("floorSeconds", baseline.toSeconds());
        }
        return fields;
    }
}
