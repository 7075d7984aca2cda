package checkout.messaging.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import checkout.messaging.outbox.OutboxRow;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Red here: a dead letter is too large to be sent, does not say where its record is, or becomes a dead letter itself. */
class DeadLetterRowTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LARGEST_FOREIGN = 1_048_300;
    private static final int FITS = 1_000_000;
    private static final String TYPE = "ce_type";

    @Test
    void cutsABodyThatWouldNotFit() throws Exception {
        byte[] value = new byte[LARGEST_FOREIGN];
        Arrays.fill(value, (byte) 0xFF);

        OutboxRow letter = letter(record("orders.commands", "k", value));

        assertThat(size(letter)).isLessThan(FITS);
        assertThat(Base64.getDecoder().decode(letter.payload()))
                .isEqualTo(Arrays.copyOf(value, DeadLetterBody.CUT_BYTES));
        assertThat(headers(letter))
                .containsEntry("payload-encoding", "base64")
                .containsEntry("dlt-body-length", Integer.toString(LARGEST_FOREIGN))
                .containsEntry(
                        "dlt-body-sha256",
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(value)))
                .containsEntry("dlt-topic", "orders.commands")
                .containsEntry("dlt-partition", "3")
                .containsEntry("dlt-offset", "17");
    }

    @Test
    void cutsTextBetweenCharacters() {
        String text = "x" + "☂".repeat(300_000);
        OutboxRow letter = letter(record("orders.commands", "k", text.getBytes(StandardCharsets.UTF_8)));
        assertThat(headers(letter)).doesNotContainKey("payload-encoding");
        assertThat(letter.payload()).hasSizeGreaterThan(5_000).matches("x☂+");
    }

    @Test
    void keepsABodyThatFits() {
        String text = "x".repeat(DeadLetterBody.MAX_BYTES);
        OutboxRow letter = letter(record("orders.commands", "k", text.getBytes(StandardCharsets.UTF_8)));
        assertThat(letter.payload()).isEqualTo(text);
        assertThat(headers(letter)).doesNotContainKeys("dlt-body-length", "payload-encoding");
        assertThat(size(letter)).isLessThan(FITS);
    }

    @Test
    void cutsKeysAndHeadersOfStrangers() {
        String huge = "☂".repeat(100_000);
        ConsumerRecord<byte[], byte[]> stranger = record("orders.commands", huge, new byte[] {1});
        Headers headers = stranger.headers();
        for (String name : new String[] {TYPE, "traceparent", "ce_sagastep", "ce_sagaaction"}) {
            headers.add(name, huge.getBytes(StandardCharsets.UTF_8));
        }
        headers.add("ce_sagaid", UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));

        OutboxRow letter = DeadLetterRow.of(
                new DecodedRecord.PoisonRecord(stranger, UUID.randomUUID(), huge, new IllegalArgumentException(huge)),
                "group",
                JSON);

        assertThat(size(letter)).isLessThan(100_000);
        assertThat(headers(letter)).containsEntry("dlt-key-length", "100000");
    }

    @Test
    void replacesALetterThatCannotBeStoredByOneWithoutABody() {
        OutboxRow replacement = letter(record("orders.commands.dlt", "k", new byte[] {1, 2, 3}));
        assertThat(replacement.topic()).isEqualTo("orders.commands.dlt");
        assertThat(replacement.payload()).isEmpty();
        assertThat(headers(replacement))
                .containsEntry("dlt-replaces", "orders.commands.dlt-3@17")
                .containsEntry("dlt-body-length", "3");

        ConsumerRecord<byte[], byte[]> again = record("orders.commands.dlt", "k", new byte[0]);
        again.headers().add("dlt-replaces", "orders.commands.dlt-3@17".getBytes(StandardCharsets.UTF_8));
        assertThatIllegalStateException()
                .isThrownBy(() -> letter(again))
                .withMessageContaining("the dead letters after it wait");
    }

    private static OutboxRow letter(ConsumerRecord<byte[], byte[]> record) {
        return DeadLetterRow.of(
                new DecodedRecord.PoisonRecord(record, UUID.randomUUID(), "it is no order", null), "group", JSON);
    }

    private static ConsumerRecord<byte[], byte[]> record(String topic, String key, byte[] value) {
        return new ConsumerRecord<>(topic, 3, 17, key.getBytes(StandardCharsets.UTF_8), value);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> headers(OutboxRow letter) {
        return JSON.readValue(String.valueOf(letter.headers()), Map.class);
    }

    private static int size(OutboxRow letter) {
        int size = 0;
        for (String part :
                new String[] {letter.key(), letter.type(), letter.payload(), String.valueOf(letter.headers())}) {
            size += part.getBytes(StandardCharsets.UTF_8).length;
        }
        return size;
    }
}
