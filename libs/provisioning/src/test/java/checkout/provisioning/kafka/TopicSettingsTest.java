package checkout.provisioning.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Red means: topics could be created with settings that lose records or stop the relay, or a wrong setting is not explained. */
class TopicSettingsTest {

    @Test
    void threeReplicasTolerateOneMissingBroker() {
        TopicSettings settings = settings("replication.factor=3");

        assertThat(settings.replicationFactor()).isEqualTo(3);
        assertThat(settings.minInsyncReplicas()).isEqualTo(2);
        assertThat(settings("replication.factor=1").minInsyncReplicas()).isEqualTo(1);
    }

    @Test
    void aTopicMayDifferFromTheOthers() {
        TopicSettings settings = settings(
                "replication.factor=3;partitions.orders.commands=24;retention.ms=7200000;retention.ms.orders.events=86400000;config.max.message.bytes=2000000");

        assertThat(settings.partitions()).containsExactly(Map.entry("orders.commands", 24));
        assertThat(settings.retention())
                .hasSize(7)
                .containsEntry("orders.events", Duration.ofDays(1))
                .containsEntry("orders.commands", Duration.ofHours(2));
        assertThat(settings.configs()).containsExactly(Map.entry("max.message.bytes", "2000000"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            min.insync.replicas=1                                         | replication.factor is missing: set it to 3
            replication.factor=0                                          | replication.factor is 0; it must be at least 1
            replication.factor=three                                      | replication.factor is 'three'; it must be a number
            replication.factor=3;min.insync.replicas=0                    | min.insync.replicas is 0; it must be between 1 and
            replication.factor=1;min.insync.replicas=2                    | min.insync.replicas is 2; it must be between 1 and
            replication.factor=3;min.insync.replicas=3                    | nothing could be published while one broker restarts; set it to 2
            replication.factor=3;partitions.orders.commands=0             | partitions.orders.commands is 0; it must be at least 1
            replication.factor=3;retention.ms.orders.commands=1000        | retention.ms.orders.commands is 1000; it must be at least 3600000
            replication.factor=3;config.retention.ms=1000                 | config.retention.ms has a key of its own: set retention.ms
            replication.factor=3;replicas=3                               | replicas is unknown; the settings are replication.factor,
            """)
    void explainsWhatIsWrong(String values, String message) {
        assertThatThrownBy(() -> settings(values))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static TopicSettings settings(String values) {
        return TopicSettings.of(Arrays.stream(values.split(";", -1))
                .map(value -> value.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
    }
}
