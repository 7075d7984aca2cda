package checkout.lab.scenario.kafka;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Every consumer has taken everything that is in its topics, the repeated as well. To be looked at before whatever says
 * that effects happened once: a duplicate that still waits to be taken has harmed nobody yet.
 */
public final class ConsumersCaughtUp implements Expectation {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long LOOK_AGAIN_MILLIS = 500;

    @Override
    public List<ExpectationResult> check(ScenarioContext scenarioContext) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, scenarioContext.kafka()))) {
            Map<String, Object> taken = new TreeMap<>();
            List<String> waiting = waiting(admin, taken);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!waiting.isEmpty() && System.nanoTime() < deadline) {
                Thread.sleep(LOOK_AGAIN_MILLIS);
                waiting = waiting(admin, taken);
            }
            if (taken.isEmpty()) {
                waiting = List.of("there is no consumer");
            }
            return List.of(new ExpectationResult("all that is in Kafka was taken by those it is for", waiting, taken));
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka does not tell its consumers' offsets", e.getCause());
        }
    }

    /** A sentence for each partition with records that its group has not taken; the records ever taken are summed up by group. */
    private static List<String> waiting(Admin admin, Map<String, Object> taken)
            throws InterruptedException, ExecutionException {
        List<String> waiting = new ArrayList<>();
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
                    waiting.add("%s has taken %s up to %d of %d"
                            .formatted(
                                    name, end.getKey(), offset, end.getValue().offset()));
                }
            }
            taken.put("taken so far by " + name, sum);
        }
        return waiting;
    }
}
