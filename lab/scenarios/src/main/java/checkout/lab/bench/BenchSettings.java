package checkout.lab.bench;

import checkout.lab.bench.load.CartMix;
import checkout.lab.stack.state.StackException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be measured.
 *
 * @param outage whether nothing behind the intake moves while it is measured
 * @param instances of each service
 * @param finishedSagas the fewest there are to be in the store
 * @param floor how long PostgreSQL is measured alone; none if it is not
 */
record BenchSettings(
        int clients,
        Duration warmup,
        Duration measured,
        @Nullable Integer ratePerSecond,
        boolean intakeOnly,
        boolean outage,
        CartMix shopping,
        int rounds,
        int instances,
        long finishedSagas,
        Duration idle,
        @Nullable Duration floor) {

    private static final int MOST_CLIENTS = 2000;
    private static final int MOST_PER_SECOND = 100_000;
    private static final long MOST_SAGAS = 100_000_000;

    BenchSettings {
        between("--clients", clients, 1, MOST_CLIENTS);
        between("--seconds", measured.toSeconds(), 1, 100_000);
        between("--warmup", warmup.toSeconds(), 0, 100_000);
        between("--rounds", rounds, 1, 100);
        between("--instances", instances, 1, 2);
        between("--finished-sagas", finishedSagas, 0, MOST_SAGAS);
        between("--idle-seconds", idle.toSeconds(), 0, 600);
        if (ratePerSecond != null) {
            between("--rate", ratePerSecond, 1, MOST_PER_SECOND);
        }
        if (outage && !intakeOnly) {
            throw new StackException(
                    "--outage stops what would end the checkouts; add --intake-only, and --rate for a steady load.");
        }
        if (floor != null) {
            between("--floor-seconds", floor.toSeconds(), 2, 20);
        }
    }

    private static void between(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new StackException("%s is %d; it must be between %d and %d.".formatted(option, value, least, most));
        }
    }

    String sentence() {
        return "%s, %s, paid by %s, %d %s a cart (%s)%s; %d s after %d s of warm-up%s"
                .formatted(
                        ratePerSecond == null
                                ? clients + " clients, each as soon as the one before "
                                        + (intakeOnly ? "is accepted" : "has ended")
                                : ratePerSecond + " checkouts a second over " + clients + " connections",
                        intakeOnly
                                ? "intake alone" + (outage ? " while nothing behind it moves" : "")
                                : "whole checkouts",
                        shopping.payment().word(),
                        shopping.lines(),
                        shopping.lines() == 1 ? "line" : "lines",
                        shopping.items().word(),
                        instances == 1 ? "" : ", two instances of each service",
                        measured.toSeconds(),
                        warmup.toSeconds(),
                        rounds == 1 ? "" : ", medians of " + rounds + " rounds");
    }

    Map<String, Object> asJson() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("clients", clients);
        fields.put("warmupSeconds", warmup.toSeconds());
        fields.put("seconds", measured.toSeconds());
        if (ratePerSecond != null) {
            fields.put("ratePerSecond", ratePerSecond);
        }
        fields.put("intakeOnly", intakeOnly);
        fields.put("outage", outage);
        fields.put("payment", shopping.payment().word());
        fields.put("items", shopping.items().word());
        fields.put("lines", shopping.lines());
        fields.put("rounds", rounds);
        fields.put("instances", instances);
        fields.put("finishedSagas", finishedSagas);
        if (floor != null) {
            fields.put("floorSeconds", floor.toSeconds());
        }
        return fields;
    }
}
