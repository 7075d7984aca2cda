package checkout.messaging.record;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.MessageHeaders;
import checkout.messaging.MessageIds;
import checkout.messaging.MessageTypeRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Red here: with a wrong clock, a consumer dead-letters every record, or handles one that the inbox has forgotten. */
class RecordAgeTest {
    private static final Duration HORIZON = Duration.ofDays(3);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String TOO_OLD = "older than the PT72H the inbox remembers";

    /** This machine's clock says the same in all of these. */
    private final UUID id = MessageIds.next();

    private final Instant created = Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);

    @Test
    void theGivenClockDecidesHowOldARecordIs() {
        assertThat(reasonAt(created)).doesNotContain(TOO_OLD);
        assertThat(reasonAt(created.plus(HORIZON).minus(MINUTE))).doesNotContain(TOO_OLD);
        assertThat(reasonAt(created.plus(HORIZON).plus(MINUTE))).contains(TOO_OLD);
    }

    @Test
    void aRecordOfTheFutureIsNotTooOld() {
        assertThat(reasonAt(created.minus(Duration.ofDays(30)))).doesNotContain(TOO_OLD);
    }

    /** The type is known to nobody, so the record is poison in any case. */
    private String reasonAt(Instant now) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("topic", 0, 1, bytes("key"), bytes("{}"));
        record.headers().add(MessageHeaders.ID, bytes(id.toString()));
        record.headers().add(MessageHeaders.TYPE, bytes("unknown"));
        RecordDecoder decoder = new RecordDecoder(
                new MessageTypeRegistry(List.of()),
                JsonMapper.builder().build(),
                false,
                HORIZON,
                InstantSource.fixed(now));
        return ((DecodedRecord.PoisonRecord) decoder.decode(record)).reason();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
