package checkout.messaging.record;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.MessageTypeRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Red here: a record without an id is dropped unseen, or becomes two dead letters. */
class ForeignRecordIdTest {
    private final RecordDecoder decoder = new RecordDecoder(
            new MessageTypeRegistry(List.of()),
            JsonMapper.builder().build(),
            false,
            Duration.ofDays(3),
            InstantSource.system());

    @Test
    void aRecordThatIsDeliveredAgainHasTheSameId() {
        assertThat(idOf(7, 1_000, "body")).isEqualTo(idOf(7, 1_000, "body"));
    }

    @Test
    void anotherRecordAtTheSameOffsetOfATopicThatWasCreatedAnewHasAnotherId() {
        assertThat(idOf(7, 1_000, "body"))
                .isNotEqualTo(idOf(7, 2_000, "body"))
                .isNotEqualTo(idOf(7, 1_000, "another"))
                .isNotEqualTo(idOf(8, 1_000, "body"));
        assertThat(idOf(7, 1_000, null)).isNotEqualTo(idOf(7, 1_000, ""));
    }

    private UUID idOf(long offset, long timestamp, String body) {
        byte[] value = body == null ? null : body.getBytes(StandardCharsets.UTF_8);
        return decoder.decode(new ConsumerRecord<>(
                        "topic",
                        0,
                        offset,
                        timestamp,
                        TimestampType.CREATE_TIME,
                        1,
                        0,
                        new byte[] {1},
                        value,
                        new RecordHeaders(),
                        Optional.empty()))
                .id();
    }
}
