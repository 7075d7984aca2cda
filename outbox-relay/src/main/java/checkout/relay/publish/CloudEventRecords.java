package checkout.relay.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Writes an outbox row as a Kafka record in the binary form of CloudEventRecords. */
final class CloudEventRecords {

    private static final byte[] SPEC_VERSION = bytes("1.0");
    private static final byte[] JSON = bytes("application/json");
    private static final String PAYLOAD_ENCODING = "payload-encoding";
    private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {};

    private final JsonMapper json = JsonMapper.shared();

    ProducerRecord<byte[], byte[]> recordOf(CapturedRow row) {
        Map<String, String> further = furtherHeaders(row);
        byte[] payload = payloadOf(row, further.get(PAYLOAD_ENCODING));
        return new ProducerRecord<>(row.topic(), null, bytes(row.messageKey()), payload, headersOf(row, further));
    }

    private static Headers headersOf(CapturedRow row, Map<String, String> further) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_specversion", SPEC_VERSION);
        headers.add("ce_id", bytes(row.id().toString()));
        headers.add("ce_type", bytes(row.type()));
        headers.add("ce_source", bytes("/" + row.schema()));
        headers.add("ce_time", bytes(Instant.ofEpochMilli(row.createdAtMillis()).toString()));
        headers.add("content-type", JSON);
        addUnlessNull(headers, "ce_sagaid", row.sagaId());
        addUnlessNull(headers, "ce_sagastep", row.step());
        addUnlessNull(headers, "ce_sagaaction", row.action());
        Integer attempt = row.attempt();
        addUnlessNull(headers, "ce_sagaattempt", attempt == null ? null : attempt.toString());
        addUnlessNull(headers, "traceparent", row.traceparent());
        further.forEach((name, value) -> {
            if (!name.equals(PAYLOAD_ENCODING)) {
                headers.add(name, bytes(value));
            }
        });
        return headers;
    }

    private Map<String, String> furtherHeaders(CapturedRow row) {
        String headers = row.headers();
        if (headers == null) {
            return Map.of();
        }
        try {
            return json.readValue(headers, STRINGS);
        } catch (JacksonException e) {
            throw new UnpublishableRowException(row, "its headers are not a JSON object of strings", e);
        }
    }

    private static byte[] payloadOf(CapturedRow row, @Nullable String encoding) {
        if (encoding == null) {
            return bytes(row.payload());
        }
        if (!encoding.equals("base64")) {
            throw new UnpublishableRowException(
                    row, "its payload-encoding is %s, and only base64 is known".formatted(encoding));
        }
        try {
            return Base64.getDecoder().decode(row.payload());
        } catch (IllegalArgumentException e) {
            throw new UnpublishableRowException(row, "its payload is not base64", e);
        }
    }

    private static void addUnlessNull(Headers headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(name, bytes(value));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
