package checkout.lab.stack.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Where the demo's checkouts are: each accepted one is confirmed, rejected for a reason, or pending still. */
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

    DemoCounts refuse(String why) {
        return new DemoCounts(ordered, accepted, oneMore(refused, why), confirmed, rejected);
    }

    DemoCounts confirm() {
        return new DemoCounts(ordered, accepted, refused, confirmed + 1, rejected);
    }

    DemoCounts reject(String reason) {
        return new DemoCounts(ordered, accepted, refused, confirmed, oneMore(rejected, reason));
    }

    int rejectedInAll() {
        return rejected.values().stream().mapToInt(Integer::intValue).sum();
    }

    int refusedInAll() {
        return refused.values().stream().mapToInt(Integer::intValue).sum();
    }

    int pending() {
        return accepted - confirmed - rejectedInAll();
    }

    /** Everything that was ordered has been accepted and has ended. */
    boolean allEnded() {
        return accepted == ordered && pending() == 0;
    }

    String line() {
        return "accepted %d of %d, confirmed %d, rejected %d, pending %d%s"
                .formatted(
                        accepted,
                        ordered,
                        confirmed,
                        rejectedInAll(),
                        pending(),
                        refused.isEmpty() ? "" : ", not accepted " + refusedInAll());
    }

    String summary(double seconds) {
        StringBuilder text = new StringBuilder();
        text.append("%d accepted in %.1f s%n".formatted(accepted, seconds));
        text.append("  = %d confirmed%n".formatted(confirmed));
        new TreeMap<>(rejected)
                .forEach((reason, count) -> text.append("  + %d rejected: %s%n".formatted(count, reason)));
        text.append("  + %d pending still%n".formatted(pending()));
        new TreeMap<>(refused).forEach((why, count) -> text.append("%d not accepted: %s%n".formatted(count, why)));
        return text.toString();
    }

    private static Map<String, Integer> oneMore(Map<String, Integer> counts, String key) {
        Map<String, Integer> more = new LinkedHashMap<>(counts);
        more.merge(key, 1, Integer::sum);
        return more;
    }
}
