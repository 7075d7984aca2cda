package checkout.messaging.record;

import checkout.messaging.Correlation;
import checkout.messaging.MessageHeaders;
import checkout.messaging.MessageIds;
import checkout.messaging.outbox.OutboxRow;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the outbox row that sends a record to the dead letters of its topic, with the reason and the record's origin. The
 * letter fits into a record, whatever the size of the original.
 */
public final class DeadLetterRow {
    private static final String SUFFIX = ".dlt";
    private static final int STACK_LIMIT = 6_000;
    private static final int REASON_LIMIT = 2_000;
    private static final int KEY_LIMIT = 4_000;
    private static final int NAME_LIMIT = 500;
    private static final String REPLACES = "dlt-replaces";

    private DeadLetterRow() {}

    public static OutboxRow of(DecodedRecord.PoisonRecord poison, String group, JsonMapper json) {
        ConsumerRecord<byte[], byte[]> origin = poison.origin();
        boolean ofALetter = origin.topic().endsWith(SUFFIX);
        Map<String, String> original = RecordDecoder.headers(origin);
        String key = origin.key() == null ? "" : RecordDecoder.text(origin.key());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("dlt-group", group);
        headers.put("dlt-reason", cut(poison.reason(), REASON_LIMIT));
        headers.put("dlt-topic", origin.topic());
        headers.put("dlt-partition", Integer.toString(origin.partition()));
        headers.put("dlt-offset", Long.toString(origin.offset()));
        headers.put("dlt-id", poison.id().toString());
        if (poison.cause() != null) {
            headers.put("dlt-stack", stack(poison.cause()));
        }
        if (key.length() > KEY_LIMIT) {
            headers.put("dlt-key-length", Integer.toString(key.length()));
        }
        if (ofALetter) {
            headers.put(REPLACES, replacedLetter(origin, original));
        }
        DeadLetterBody body = ofALetter ? DeadLetterBody.without(origin.value()) : DeadLetterBody.of(origin.value());
        headers.putAll(body.headers());
        return new OutboxRow(
                MessageIds.next(),
                ofALetter ? origin.topic() : origin.topic() + SUFFIX,
                cut(key, KEY_LIMIT),
                cut(original.getOrDefault(MessageHeaders.TYPE, "unknown"), NAME_LIMIT),
                correlation(original),
                shortOrNull(original.get(MessageHeaders.TRACEPARENT)),
                json.writeValueAsString(headers),
                body.text());
    }

    /**
     * A dead letter that cannot be stored is replaced, in the same topic, by one without a body, which can be. There are no
     * dead letters of dead letters: nobody reads them. If the replacement cannot be stored either, its consumer must wait.
     */
    private static String replacedLetter(ConsumerRecord<byte[], byte[]> origin, Map<String, String> headers) {
        if (headers.containsKey(REPLACES)) {
            throw new IllegalStateException(
                    "%s-%d@%d cannot be stored, although it has no body; the dead letters after it wait until its cause is removed"
                            .formatted(origin.topic(), origin.partition(), origin.offset()));
        }
        return "%s-%d@%d".formatted(origin.topic(), origin.partition(), origin.offset());
    }

    private static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        // not between the halves of a character, which PostgreSQL would not store
        return text.substring(0, Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit);
    }

    private static @Nullable String shortOrNull(@Nullable String text) {
        return text == null || text.length() > NAME_LIMIT ? null : text;
    }

    /** The key is not the saga: whoever stores dead letters finds the saga of one without a saga header. */
    private static @Nullable Correlation correlation(Map<String, String> headers) {
        Correlation declared = RecordDecoder.correlation(headers);
        return declared == null
                ? null
                : new Correlation(
                        declared.sagaId(),
                        shortOrNull(declared.step()),
                        shortOrNull(declared.action()),
                        declared.attempt());
    }

    private static String stack(Throwable cause) {
        StringWriter stack = new StringWriter();
        cause.printStackTrace(new PrintWriter(stack));
        return cut(stack.toString(), STACK_LIMIT);
    }
}
