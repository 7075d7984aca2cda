package checkout.lab.scenario.kafka;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
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
public final class OutboxMatchesKafka implements Expectation {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long LOOK_AGAIN_MILLIS = 1_000;

    private final WrittenRows writtenRows;
    private final boolean wantsRepetitions;

    /** @param wantsRepetitions whether a run without a repeated message has not shown what it was to show */
    public OutboxMatchesKafka(WrittenRows writtenRows, boolean wantsRepetitions) {
        this.writtenRows = writtenRows;
        this.wantsRepetitions = wantsRepetitions;
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext scenarioContext) throws SQLException, InterruptedException {
        CommittedOutboxRows rows = CommittedOutboxRows.read(scenarioContext);
        Map<String, List<MessageKey>> records = KafkaRecords.sinceTheBeginning(scenarioContext);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!missing(rows, records).isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(LOOK_AGAIN_MILLIS);
            records = KafkaRecords.sinceTheBeginning(scenarioContext);
        }
        List<MessageKey> all = records.values().stream().flatMap(List::stream).toList();
        Map<String, List<UUID>> lines = new HashMap<>(rows.lines());
        writtenRows
                .committed()
                .forEach((key, ids) -> lines.put(MessageKey.line(LabOutbox.SCHEMA, LabOutbox.TOPIC, key), ids));
        long repetitions = PublishOrderCheck.repetitions(all);
        Map<String, Object> counted = new TreeMap<>();
        counted.put("rows", rows.ids().size());
        counted.put("of them written by scribes", writtenRows.rows());
        counted.put("records", all.size());
        return List.of(
                new ExpectationResult("every committed outbox row is in Kafka", texts(missing(rows, records)), counted),
                new ExpectationResult(
                        "nothing is in Kafka that was not committed",
                        texts(phantoms(scenarioContext, all)),
                        Map.of("rows rolled back", writtenRows.rolledBack().size())),
                new ExpectationResult(
                        "each key's messages first appeared in the order they were written",
                        PublishOrderCheck.violations(lines, all),
                        Map.of("keys", lines.size())),
                new ExpectationResult(
                        wantsRepetitions ? "messages were repeated" : "repeated messages are counted",
                        wantsRepetitions && repetitions == 0 ? List.of("no message was repeated") : List.of(),
                        repetitionsByTopic(records)));
    }

    private Set<UUID> missing(CommittedOutboxRows rows, Map<String, List<MessageKey>> records) {
        Set<UUID> missing = new HashSet<>(rows.ids());
        writtenRows.committed().values().forEach(missing::addAll);
        records.values().forEach(some -> some.forEach(each -> missing.remove(each.id())));
        return missing;
    }

    /**
     * The rows are read once more, after the records: whatever is in Kafka was committed before. What is older than the run
     * may have been written before it and published, or repeated, within it.
     */
    private Set<UUID> phantoms(ScenarioContext scenarioContext, List<MessageKey> all) throws SQLException {
        Set<UUID> committed = CommittedOutboxRows.read(scenarioContext).ids();
        UUID lowest = UUID.fromString(scenarioContext.lowestId());
        Set<UUID> phantoms = new HashSet<>();
        for (MessageKey each : all) {
            boolean ofTheRun =
                    Long.compareUnsigned(each.id().getMostSignificantBits(), lowest.getMostSignificantBits()) >= 0;
            if (writtenRows.rolledBack().contains(each.id()) || (ofTheRun && !committed.contains(each.id()))) {
                phantoms.add(each.id());
            }
        }
        return phantoms;
    }

    private static Map<String, Object> repetitionsByTopic(Map<String, List<MessageKey>> records) {
        Map<String, Object> repetitions = new TreeMap<>();
        records.forEach((topic, some) -> repetitions.put("repeated in " + topic, PublishOrderCheck.repetitions(some)));
        return repetitions;
    }

    private static List<String> texts(Set<UUID> ids) {
        return ids.stream().map(UUID::toString).sorted().toList();
    }
}
