package checkout.lab.scenario.kafka;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.time.Polling;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Every consumer has processed all records in its topics, including duplicates. To be checked before any expectation that
 * effects happened once, because a duplicate that is still waiting has done no harm yet.
 */
public final class ConsumersCaughtUp implements Expectation {

    private static final Polling POLLING = new Polling(Duration.ofMinutes(1), Duration.ofMillis(500));

    @Override
    public List<ExpectationResult> check(ScenarioContext context) throws InterruptedException, SQLException {
        Polling polling = POLLING.atMost(context.patience());
        try (Admin admin = Admin.create(context.kafkaAuditor())) {
            Map<String, Object> consumed = new TreeMap<>();
            List<String> lagging = polling.until(List::isEmpty, () -> lagging(admin, consumed));
            return List.of(
                    new ExpectationResult(
                            "all records in Kafka were consumed",
                            consumed.isEmpty() ? List.of("there is no consumer") : lagging,
                            consumed),
                    new ExpectationResult(
                            "every message has reached the inbox of its consumer",
                            polling.until(List::isEmpty, () -> Consumers.neverReceived(context))));
        } catch (ExecutionException e) {
            throw new IllegalStateException("the consumers' offsets cannot be read from Kafka", e.getCause());
        }
    }

    /** Returns a sentence for each partition whose group lags, and puts the number of consumed records by group. */
    private static List<String> lagging(Admin admin, Map<String, Object> consumed)
            throws InterruptedException, ExecutionException {
        List<String> lagging = new ArrayList<>();
        for (GroupListing group : admin.listGroups().all().get()) {
            String name = group.groupId();
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(name)
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            committed.keySet().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
            Map<TopicPartition, ListOffsetsResultInfo> ends =
                    admin.listOffsets(latest).all().get();
            long sum = 0;
            for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end : ends.entrySet()) {
                OffsetAndMetadata position = committed.get(end.getKey());
                long offset = position == null ? 0 : position.offset();
                sum += offset;
                if (offset < end.getValue().offset()) {
                    lagging.add("%s has consumed %s up to %d of %d"
                            .formatted(
                                    name, end.getKey(), offset, end.getValue().offset()));
                }
            }
            consumed.put("consumed by " + name, sum);
        }
        return lagging;
    }
}
