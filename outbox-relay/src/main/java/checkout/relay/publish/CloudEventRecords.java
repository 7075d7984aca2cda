package checkout.relay.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Converts outbox rows to Kafka records in the binary content mode of CloudEvents. */
final class CloudEventRecords {

    private static final byte[] SPEC_VERSION = bytes("1.0");
    private static final byte[] JSON = bytes("application/json");
    private static final String PAYLOAD_ENCODING = "payload-encoding";
    private static final String HEADERS_EXPECTED = "its headers are not a JSON object with string values";
    private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {};

    private final JsonMapper json = JsonMapper.shared();

    ProducerRecord<byte[], byte[]> recordOf(CommittedOutboxRow row) {
        Map<String, String> extra = extraHeaders(row);
        byte[] payload = payloadOf(row, extra.get(PAYLOAD_ENCODING));
        return new ProducerRecord<>(row.topic(), null, bytes(row.messageKey()), payload, headersOf(row, extra));
    }

    private static Headers headersOf(CommittedOutboxRow row, Map<String, String> extra) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_specversion", SPEC_VERSION);
        headers.add("ce_id", bytes(row.id().toString()));
        headers.add("ce_type", bytes(row.type()));
        headers.add("ce_source", bytes("/" + row.schema()));
        headers.add("ce_time", bytes(UuidV7.createdAt(row.id()).toString()));
        headers.add("content-type", JSON);
        addIfPresent(headers, "ce_sagaid", row.sagaId());
        addIfPresent(headers, "ce_sagastep", row.step());
        addIfPresent(headers, "ce_sagaaction", row.action());
        Integer attempt = row.attempt();
        addIfPresent(headers, "ce_sagaattempt", attempt == null ? null : attempt.toString());
        addIfPresent(headers, "traceparent", row.traceparent());
        extra.forEach((name, value) -> {
            if (!name.equals(PAYLOAD_ENCODING)) {
                headers.add(name, bytes(value));
            }
        });
        return headers;
    }

    private Map<String, String> extraHeaders(CommittedOutboxRow row) {
        String headers = row.headers();
        if (headers == null) {
            return Map.of();
        }
        try {
            Map<String, String> read = json.readValue(headers, STRINGS);
            if (read != null && !read.containsValue(null)) {
                return read;
            }
        } catch (JacksonException e) {
            throw new UnpublishableRowException(HEADERS_EXPECTED, e);
        }
        throw new UnpublishableRowException(HEADERS_EXPECTED);
    }

    private static byte[] payloadOf(CommittedOutboxRow row, @Nullable String encoding) {
        if (encoding == null) {
            return bytes(row.payload());
        }
        if (!encoding.equals("base64")) {
            throw new UnpublishableRowException(
                    "its payload-encoding is %s, but only base64 is supported".formatted(encoding));
        }
        try {
            return Base64.getDecoder().decode(row.payload());
        } catch (IllegalArgumentException e) {
            throw new UnpublishableRowException("its payload is not base64", e);
        }
    }

    private static void addIfPresent(Headers headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(name, bytes(value));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
