package checkout.lab.scenario.kafka;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.time.Polling;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Every committed row is in Kafka, nothing else is, and each key's messages were first published in their order. */
public final class OutboxMatchesKafka implements Expectation {

    private static final Polling POLLING = new Polling(Duration.ofMinutes(1), Duration.ofSeconds(1));

    private final WrittenOutboxRows writtenRows;
    private final boolean requiresDuplicates;

    /** @param requiresDuplicates whether a run without a duplicate message has not shown what it was meant to show */
    public OutboxMatchesKafka(WrittenOutboxRows writtenRows, boolean requiresDuplicates) {
        this.writtenRows = writtenRows;
        this.requiresDuplicates = requiresDuplicates;
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) throws SQLException, InterruptedException {
        ScenarioOutboxRows rows = ScenarioOutboxRows.read(context);
        Map<String, List<OutboxMessage>> byTopic = POLLING.atMost(context.patience())
                .until(found -> missing(rows, found).isEmpty(), () -> KafkaRecords.byTopic(context));
        List<OutboxMessage> published =
                byTopic.values().stream().flatMap(List::stream).toList();
        Map<String, List<UUID>> streams = new HashMap<>(rows.streams());
        writtenRows
                .committed()
                .forEach((key, ids) -> streams.put(OutboxMessage.stream(LabOutbox.SCHEMA, LabOutbox.TOPIC, key), ids));
        long duplicates = PublishOrderCheck.duplicates(published);
        return List.of(
                new ExpectationResult(
                        "every committed outbox row is in Kafka",
                        texts(missing(context, rows, byTopic)),
                        new TreeMap<>(Map.of(
                                "rows",
                                rows.ids().size(),
                                "of them written by outbox writers",
                                writtenRows.rows(),
                                "records",
                                published.size()))),
                new ExpectationResult(
                        "nothing is in Kafka that was not committed",
                        texts(phantoms(context, published)),
                        Map.of("rows rolled back", writtenRows.rolledBack().size())),
                new ExpectationResult("every record is the row that was committed", changed(rows, published)),
                new ExpectationResult(
                        "each key's messages are in one partition",
                        PublishOrderCheck.streamsInSeveralPlaces(published)),
                new ExpectationResult(
                        "each key's messages were first published in the order they were written",
                        PublishOrderCheck.violations(streams, published),
                        Map.of("keys", streams.size())),
                new ExpectationResult(
                        requiresDuplicates ? "messages were published twice" : "duplicate messages are counted",
                        requiresDuplicates && duplicates == 0 ? List.of("no message was published twice") : List.of(),
                        duplicatesByTopic(byTopic)));
    }

    /**
     * A row whose id is of the time of the run may have been written and published before, while a clock was ahead. Only if
     * something is missing, everything that Kafka has is read.
     */
    private Set<UUID> missing(
            ScenarioContext context, ScenarioOutboxRows rows, Map<String, List<OutboxMessage>> byTopic) {
        Set<UUID> missing = missing(rows, byTopic);
        if (!missing.isEmpty()) {
            missing.removeAll(KafkaRecords.allIds(context));
        }
        return missing;
    }

    private Set<UUID> missing(ScenarioOutboxRows rows, Map<String, List<OutboxMessage>> byTopic) {
        Set<UUID> missing = new HashSet<>(rows.ids());
        writtenRows.committed().values().forEach(missing::addAll);
        byTopic.values().forEach(messages -> messages.forEach(each -> missing.remove(each.id())));
        return missing;
    }

    /**
     * The rows are read again, after the records, because whatever is in Kafka was committed before. A message older than
     * the run may have been written before it and published within it.
     */
    private Set<UUID> phantoms(ScenarioContext context, List<OutboxMessage> published) throws SQLException {
        Set<UUID> committed = ScenarioOutboxRows.read(context).ids();
        UUID lowest = UUID.fromString(context.lowestId());
        Set<UUID> phantoms = new HashSet<>();
        for (OutboxMessage each : published) {
            boolean ofTheRun =
                    Long.compareUnsigned(each.id().getMostSignificantBits(), lowest.getMostSignificantBits()) >= 0;
            if (writtenRows.rolledBack().contains(each.id()) || (ofTheRun && !committed.contains(each.id()))) {
                phantoms.add(each.id());
            }
        }
        return phantoms;
    }

    private static List<String> changed(ScenarioOutboxRows rows, List<OutboxMessage> published) {
        List<String> changed = new ArrayList<>();
        for (OutboxMessage each : published) {
            OutboxMessage written = rows.rows().get(each.id());
            if (written != null && !each.isCopyOf(written)) {
                changed.add("%s was written for %s and published for %s%s"
                        .formatted(
                                each.id(),
                                written.stream(),
                                each.stream(),
                                each.stream().equals(written.stream()) ? ", with another type, header or body" : ""));
            }
        }
        return changed;
    }

    private static Map<String, Object> duplicatesByTopic(Map<String, List<OutboxMessage>> byTopic) {
        Map<String, Object> duplicates = new TreeMap<>();
        byTopic.forEach(
                (topic, messages) -> duplicates.put("repeated in " + topic, PublishOrderCheck.duplicates(messages)));
        return duplicates;
    }

    private static List<String> texts(Set<UUID> ids) {
        return ids.stream().map(UUID::toString).sorted().toList();
    }
}
