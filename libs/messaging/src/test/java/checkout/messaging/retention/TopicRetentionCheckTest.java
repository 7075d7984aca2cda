package checkout.messaging.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.testinfra.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** Red here: nobody notices that Kafka keeps records for longer than the inbox. */
class TopicRetentionCheckTest {

    @Test
    void findsTopicsThatKafkaKeepsForLongerThanTheInbox() throws Exception {
        String run = UUID.randomUUID().toString();
        Map<String, Object> kafka = Map.of("bootstrap.servers", TestServers.kafka());
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(List.of(
                            topic("fits-" + run, 2, Duration.ofHours(6)),
                            topic("long-" + run, 4, Duration.ofHours(6)),
                            topic("wide-" + run, 2, Duration.ofDays(7))))
                    .all()
                    .get();
        }
        var settings = new RetentionSettings(
                Duration.ofDays(3),
                Duration.ofDays(2),
                Duration.ofHours(6),
                Duration.ofHours(6),
                Duration.ofHours(6),
                4,
                Duration.ofMinutes(1));

        List<String> topics = List.of("fits-" + run, "long-" + run, "missing-" + run, "wide-" + run);
        TopicRetentionCheck check = new TopicRetentionCheck(kafka, topics, settings);
        // the broker may not know yet what its controller has created
        await().untilAsserted(() -> assertThat(check.check()).containsExactlyInAnyOrder("long-" + run, "wide-" + run));
    }

    private static NewTopic topic(String name, int days, Duration segment) {
        return new NewTopic(name, 1, (short) 1)
                .configs(Map.of(
                        "retention.ms", Long.toString(Duration.ofDays(days).toMillis()),
                        "segment.ms", Long.toString(segment.toMillis())));
    }
}
