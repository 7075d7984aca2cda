package checkout.lab.scenario.kafka;

import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.Finding;
import checkout.lab.scenario.scene.Scene;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** What was committed is in Kafka, what was not is not, and each key's messages first appeared in their order. */
public final class Published implements Expectation {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long LOOK_AGAIN_MILLIS = 1_000;

    private final Writings writings;
    private final boolean wantsRepetitions;

    /** @param wantsRepetitions whether a run without a repeated message has not shown what it was to show */
    public Published(Writings writings, boolean wantsRepetitions) {
        this.writings = writings;
        this.wantsRepetitions = wantsRepetitions;
    }

    @Override
    public List<Finding> check(Scene scene) throws SQLException, InterruptedException {
        OutboxRows rows = OutboxRows.read(scene);
        Map<String, List<Appearance>> records = Records.sinceTheBeginning(scene);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!missing(rows, records).isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(LOOK_AGAIN_MILLIS);
            records = Records.sinceTheBeginning(scene);
        }
        List<Appearance> all = records.values().stream().flatMap(List::stream).toList();
        Map<String, List<UUID>> lines = new HashMap<>(rows.lines());
        writings.committed()
                .forEach((key, ids) -> lines.put(Appearance.line(LabOutbox.SCHEMA, LabOutbox.TOPIC, key), ids));
        long repetitions = Order.repetitions(all);
        Map<String, Object> counted = new TreeMap<>();
        counted.put("rows", rows.ids().size());
        counted.put("of them written by scribes", writings.rows());
        counted.put("records", all.size());
        return List.of(
                new Finding("every committed outbox row is in Kafka", texts(missing(rows, records)), counted),
                new Finding(
                        "nothing is in Kafka that was not committed",
                        texts(phantoms(scene, all)),
                        Map.of("rows rolled back", writings.rolledBack().size())),
                new Finding(
                        "each key's messages first appeared in the order they were written",
                        Order.violations(lines, all),
                        Map.of("keys", lines.size())),
                new Finding(
                        wantsRepetitions ? "messages were repeated" : "repeated messages are counted",
                        wantsRepetitions && repetitions == 0 ? List.of("no message was repeated") : List.of(),
                        repetitionsByTopic(records)));
    }

    private Set<UUID> missing(OutboxRows rows, Map<String, List<Appearance>> records) {
        Set<UUID> missing = new HashSet<>(rows.ids());
        writings.committed().values().forEach(missing::addAll);
        records.values().forEach(some -> some.forEach(each -> missing.remove(each.id())));
        return missing;
    }

    /**
     * The rows are read once more, after the records: whatever is in Kafka was committed before. What is older than the run
     * may have been written before it and published, or repeated, within it.
     */
    private Set<UUID> phantoms(Scene scene, List<Appearance> all) throws SQLException {
        Set<UUID> committed = OutboxRows.read(scene).ids();
        UUID lowest = UUID.fromString(scene.lowestId());
        Set<UUID> phantoms = new HashSet<>();
        for (Appearance each : all) {
            boolean ofTheRun =
                    Long.compareUnsigned(each.id().getMostSignificantBits(), lowest.getMostSignificantBits()) >= 0;
            if (writings.rolledBack().contains(each.id()) || (ofTheRun && !committed.contains(each.id()))) {
                phantoms.add(each.id());
            }
        }
        return phantoms;
    }

    private static Map<String, Object> repetitionsByTopic(Map<String, List<Appearance>> records) {
        Map<String, Object> repetitions = new TreeMap<>();
        records.forEach((topic, some) -> repetitions.put("repeated in " + topic, Order.repetitions(some)));
        return repetitions;
    }

    private static List<String> texts(Set<UUID> ids) {
        return ids.stream().map(UUID::toString).sorted().toList();
    }
}
