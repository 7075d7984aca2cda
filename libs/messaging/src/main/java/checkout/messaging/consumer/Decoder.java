package checkout.messaging.consumer;

import checkout.messaging.Catalogue;
import checkout.messaging.Correlation;
import checkout.messaging.Headers;
import checkout.messaging.MessageIds;
import checkout.messaging.Received;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads a Kafka record into the message it carries, or says why it cannot be read. */
final class Decoder {
    private final Catalogue catalogue;
    private final JsonMapper json;

    Decoder(Catalogue catalogue, JsonMapper json) {
        this.catalogue = catalogue;
        this.json = json;
    }

    Decoded decode(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = headers(record);
        UUID id = uuid(headers.get(Headers.ID));
        String type = headers.get(Headers.TYPE);
        if (id == null) {
            UUID origin = MessageIds.ofOrigin(record.topic(), record.partition(), record.offset());
            return new Decoded.Poison(record, origin, "header %s is missing or no UUID".formatted(Headers.ID), null);
        }
        if (type == null || record.key() == null || record.value() == null) {
            return new Decoded.Poison(record, id, "type header, key or value is missing", null);
        }
        Catalogue.Entry entry = catalogue.named(type).orElse(null);
        if (entry == null) {
            return new Decoded.Poison(record, id, "type %s is not known here".formatted(type), null);
        }
        try {
            Object body = json.readValue(record.value(), entry.body());
            if (body == null) {
                return new Decoded.Poison(record, id, "the body is JSON null", null);
            }
            return new Decoded.Legible(record, received(id, type, headers, record, body));
        } catch (JacksonException | IllegalArgumentException | ArithmeticException unreadable) {
            return new Decoded.Poison(record, id, "the body is no %s".formatted(type), unreadable);
        }
    }

    private static Received received(
            UUID id, String type, Map<String, String> headers, ConsumerRecord<byte[], byte[]> record, Object body) {
        return new Received(
                id, type, text(record.key()), correlation(headers), headers.get(Headers.TRACEPARENT), body, record);
    }

    private static @Nullable Correlation correlation(Map<String, String> headers) {
        UUID saga = uuid(headers.get(Headers.SAGA_ID));
        if (saga == null) {
            return null;
        }
        String attempt = headers.get(Headers.SAGA_ATTEMPT);
        return new Correlation(
                saga,
                headers.get(Headers.SAGA_STEP),
                headers.get(Headers.SAGA_ACTION),
                attempt == null ? null : Integer.valueOf(attempt));
    }

    private static Map<String, String> headers(ConsumerRecord<?, ?> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), text(header.value()));
            }
        }
        return headers;
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static @Nullable UUID uuid(@Nullable String value) {
        try {
            return value == null ? null : UUID.fromString(value);
        } catch (IllegalArgumentException noUuid) {
            return null;
        }
    }
}
