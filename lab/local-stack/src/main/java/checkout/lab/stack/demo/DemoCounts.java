package checkout.lab.stack.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts the demo's orders: not accepted, confirmed, rejected by reason, or pending. */
record DemoCounts(
        int ordered, int accepted, Map<String, Integer> refused, int confirmed, Map<String, Integer> rejected) {

    DemoCounts {
        refused = Map.copyOf(refused);
        rejected = Map.copyOf(rejected);
    }

    static DemoCounts of(int ordered) {
        return new DemoCounts(ordered, 0, Map.of(), 0, Map.of());
    }

    DemoCounts accept() {
        return new DemoCounts(ordered, accepted + 1, refused, confirmed, rejected);
    }

    DemoCounts refuse(String reason) {
        return new DemoCounts(ordered, accepted, increment(refused, reason), confirmed, rejected);
    }

    DemoCounts confirm() {
        return new DemoCounts(ordered, accepted, refused, confirmed + 1, rejected);
    }

    DemoCounts reject(String reason) {
        return new DemoCounts(ordered, accepted, refused, confirmed, increment(rejected, reason));
    }

    int totalRejected() {
        return rejected.values().stream().mapToInt(Integer::intValue).sum();
    }

    int totalRefused() {
        return refused.values().stream().mapToInt(Integer::intValue).sum();
    }

    int pending() {
        return accepted - confirmed - totalRejected();
    }

    /** Whether every order was accepted and has ended. */
    boolean allEnded() {
        return accepted == ordered && pending() == 0;
    }

    String progressLine() {
        return "accepted %d of %d, confirmed %d, rejected %d, pending %d%s"
                .formatted(
                        accepted,
                        ordered,
                        confirmed,
                        totalRejected(),
                        pending(),
                        refused.isEmpty() ? "" : ", not accepted " + totalRefused());
    }

    String summary(double seconds) {
        StringBuilder text = new StringBuilder();
        text.append("%d accepted in %.1f s%n".formatted(accepted, seconds));
        text.append("  = %d confirmed%n".formatted(confirmed));
        new TreeMap<>(rejected)
                .forEach((reason, count) -> text.append("  + %d rejected: %s%n".formatted(count, reason)));
        text.append("  + %d still pending%n".formatted(pending()));
        new TreeMap<>(refused)
                .forEach((reason, count) -> text.append("%d not accepted: %s%n".formatted(count, reason)));
        return text.toString();
    }

    private static Map<String, Integer> increment(Map<String, Integer> counts, String key) {
        Map<String, Integer> incremented = new LinkedHashMap<>(counts);
        incremented.merge(key, 1, Integer::sum);
        return incremented;
    }
}
