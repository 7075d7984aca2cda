package checkout.lab.scenario.pressure;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.kafka.Consumers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A stranger joins the group of a service, gets some of its partitions, and leaves, again and again. */
public final class RebalanceStorm implements Fault, Expectation {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration STAYS = Duration.ofMillis(600);
    private static final Duration AWAY = Duration.ofMillis(400);

    private final String service;
    private final Duration duration;
    private int joined;
    private int gotPartitions;

    public RebalanceStorm(String service, Duration duration) {
        this.service = service;
        this.duration = duration;
    }

    @Override
    public void inject(ScenarioContext context) throws InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            joined++;
            gotPartitions += joinAndLeave(context, end) ? 1 : 0;
            Thread.sleep(AWAY);
        }
        context.log(
                "a foreign consumer has joined the group of %s %d times and got partitions %d times",
                service, joined, gotPartitions);
    }

    /** Reads records and commits nothing, so that whoever gets the partitions next reads them again. */
    private boolean joinAndLeave(ScenarioContext context, long end) throws InterruptedException {
        Map<String, Object> settings = new HashMap<>(context.kafkaAdmin());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, service);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        List<TopicPartition> got = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(Consumers.topics(service), new ConsumerRebalanceListener() {
                @Override
                public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                    got.addAll(partitions);
                }

                @Override
                public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                    // they were only borrowed
                }
            });
            while (got.isEmpty() && System.nanoTime() < end) {
                consumer.poll(POLL);
            }
            if (!got.isEmpty()) {
                Thread.sleep(STAYS);
            }
        }
        return !got.isEmpty();
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) {
        return List.of(new ExpectationResult(
                "a foreign consumer got partitions of %s".formatted(service),
                gotPartitions == 0
                        ? List.of("it joined %d times and never got any; is the group named %s?"
                                .formatted(joined, service))
                        : List.of(),
                Map.of("times", gotPartitions)));
    }
}
