package checkout.messaging.consumer;

import checkout.messaging.MessageHeaders;
import checkout.messaging.MessageIds;
import checkout.messaging.PayloadText;
import checkout.messaging.outbox.OutboxRow;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.json.JsonMapper;

/** Makes the outbox row that sends a record to the dead letters of its topic, with the reason and the record's origin. */
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
        String payload = PayloadText.of(origin.value());
        if (payload == null) {
            headers.put("payload-encoding", "base64");
            payload = Base64.getEncoder().encodeToString(origin.value());
        }
        String key = origin.key() == null ? "" : RecordDecoder.text(origin.key());
        Map<String, String> original = RecordDecoder.headers(origin);
        return new OutboxRow(
                MessageIds.next(),
                origin.topic() + SUFFIX,
                key,
                original.getOrDefault(MessageHeaders.TYPE, "unknown"),
                // the key is not the saga: whoever stores dead letters finds the saga of one without a saga header
                RecordDecoder.correlation(original),
                original.get(MessageHeaders.TRACEPARENT),
                json.writeValueAsString(headers),
                payload);
    }

    private static String stack(Throwable cause) {
        StringWriter stack = new StringWriter();
        cause.printStackTrace(new PrintWriter(stack));
        return stack.toString()
                .substring(0, Math.min(STACK_LIMIT, stack.getBuffer().length()));
    }
}
