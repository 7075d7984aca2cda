package checkout.messaging.consumer;

import checkout.messaging.Correlation;
import checkout.messaging.MessageHeaders;
import checkout.messaging.MessageIds;
import checkout.messaging.outbox.OutboxRow;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The outbox row that carries a record nobody could handle to its topic's dead letters, with all there is to know of it. */
final class DeadLetterRow {
    private static final String SUFFIX = ".dlt";
    private static final int STACK_LIMIT = 6_000;

    private DeadLetterRow() {}

    static OutboxRow of(DecodedRecord.PoisonRecord poison, String group, JsonMapper json) {
        ConsumerRecord<byte[], byte[]> origin = poison.origin();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("dlt-group", group);
        headers.put("dlt-reason", poison.reason());
        headers.put("dlt-topic", origin.topic());
        headers.put("dlt-partition", Integer.toString(origin.partition()));
        headers.put("dlt-offset", Long.toString(origin.offset()));
        headers.put("dlt-id", poison.id().toString());
        if (poison.cause() != null) {
            headers.put("dlt-stack", stack(poison.cause()));
        }
        String payload = text(origin.value());
        if (payload == null) {
            headers.put("payload-encoding", "base64");
            payload = Base64.getEncoder().encodeToString(origin.value());
        }
        String key = origin.key() == null ? "" : RecordDecoder.text(origin.key());
        Map<String, String> given = RecordDecoder.headers(origin);
        return new OutboxRow(
                MessageIds.next(),
                origin.topic() + SUFFIX,
                key,
                given.getOrDefault(MessageHeaders.TYPE, "unknown"),
                correlation(given, key),
                given.get(MessageHeaders.TRACEPARENT),
                json.writeValueAsString(headers),
                payload);
    }

    /** What the record says of its saga; where it says nothing, its key is the saga's id, unless it is nobody's. */
    private static @Nullable Correlation correlation(Map<String, String> headers, String key) {
        Correlation given = RecordDecoder.correlation(headers);
        if (given != null) {
            return given;
        }
        try {
            return Correlation.ofSaga(UUID.fromString(key));
        } catch (IllegalArgumentException nobodys) {
            return null;
        }
    }

    /** The value as text, or null if it is none that PostgreSQL and JSON would give back unchanged. */
    private static @Nullable String text(byte @Nullable [] value) {
        if (value == null) {
            return "";
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
            return text.indexOf('\0') < 0 ? text : null;
        } catch (CharacterCodingException binary) {
            return null;
        }
    }

    private static String stack(Throwable cause) {
        StringWriter stack = new StringWriter();
        cause.printStackTrace(new PrintWriter(stack));
        return stack.toString()
                .substring(0, Math.min(STACK_LIMIT, stack.getBuffer().length()));
    }
}
