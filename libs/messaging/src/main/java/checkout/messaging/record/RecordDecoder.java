package checkout.messaging.record;

import checkout.messaging.Correlation;
import checkout.messaging.MessageHeaders;
import checkout.messaging.MessageTypeRegistry;
import checkout.messaging.RawRecord;
import checkout.messaging.ReceivedMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Decodes a Kafka record into a message, or into a poison record that says why it cannot be decoded. */
public final class RecordDecoder {
    private static final int TIME_ORDERED = 7;

    private final MessageTypeRegistry messageTypes;
    private final JsonMapper json;
    private final boolean raw;
    private final @Nullable Duration horizon;
    private final InstantSource clock;

    /**
     * Creates a decoder.
     *
     * @param horizon how long the inbox remembers a message; an older one might be a duplicate
     * @param clock the clock by which the inbox forgets
     */
    public RecordDecoder(
            MessageTypeRegistry messageTypes, JsonMapper json, boolean raw, Duration horizon, InstantSource clock) {
        this(messageTypes, raw, json, horizon, clock);
    }

    /** Decodes records that are known to be no duplicates. */
    public static RecordDecoder ofAnyAge(MessageTypeRegistry messageTypes, JsonMapper json) {
        return new RecordDecoder(messageTypes, false, json, null, InstantSource.system());
    }

    private RecordDecoder(
            MessageTypeRegistry messageTypes,
            boolean raw,
            JsonMapper json,
            @Nullable Duration horizon,
            InstantSource clock) {
        this.messageTypes = messageTypes;
        this.json = json;
        this.raw = raw;
        this.horizon = horizon;
        this.clock = clock;
    }

    public DecodedRecord decode(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = headers(record);
        UUID id = uuid(headers.get(MessageHeaders.ID));
        String type = headers.get(MessageHeaders.TYPE);
        if (raw) {
            return undecoded(record, headers, id, type);
        }
        if (id == null) {
            return new DecodedRecord.PoisonRecord(
                    record,
                    RecordIds.of(record),
                    "header %s is missing or not a UUID".formatted(MessageHeaders.ID),
                    null);
        }
        if (type == null || record.key() == null || record.value() == null) {
            return new DecodedRecord.PoisonRecord(record, id, "type header, key or value is missing", null);
        }
        if (horizon != null && isBefore(id, clock.millis() - horizon.toMillis())) {
            return new DecodedRecord.PoisonRecord(
                    record, id, "it is older than the %s the inbox remembers".formatted(horizon), null);
        }
        return read(id, type, headers, record);
    }

    /** A raw handler takes every record, whatever its age or missing headers, and recognizes duplicates by itself. */
    private static DecodedRecord undecoded(
            ConsumerRecord<byte[], byte[]> record,
            Map<String, String> headers,
            @Nullable UUID id,
            @Nullable String type) {
        UUID knownId = id == null ? RecordIds.of(record) : id;
        String knownType = type == null ? "unknown" : type;
        return new DecodedRecord.ReadableRecord(
                record, received(knownId, knownType, headers, record, new RawRecord(headers)));
    }

    private DecodedRecord read(
            UUID id, String type, Map<String, String> headers, ConsumerRecord<byte[], byte[]> record) {
        MessageTypeRegistry.Entry entry = messageTypes.find(type).orElse(null);
        if (entry == null) {
            return new DecodedRecord.PoisonRecord(record, id, "type %s is not known here".formatted(type), null);
        }
        try {
            Object body = json.readValue(record.value(), entry.body());
            return body == null
                    ? new DecodedRecord.PoisonRecord(record, id, "the body is JSON null", null)
                    : new DecodedRecord.ReadableRecord(
                            record, received(id, type, headers, record, RequiredComponents.check(body)));
        } catch (RuntimeException | StackOverflowError unreadable) {
            return new DecodedRecord.PoisonRecord(record, id, "the body is no %s".formatted(type), unreadable);
        }
    }

    /** Only an id that contains its time can be too old; any other id is accepted. */
    private static boolean isBefore(UUID id, long millis) {
        return id.version() == TIME_ORDERED && (id.getMostSignificantBits() >>> 16) < millis;
    }

    private static ReceivedMessage received(
            UUID id, String type, Map<String, String> headers, ConsumerRecord<byte[], byte[]> record, Object body) {
        return new ReceivedMessage(
                id,
                type,
                record.key() == null ? "" : text(record.key()),
                correlation(headers),
                headers.get(MessageHeaders.TRACEPARENT),
                body,
                record);
    }

    static @Nullable Correlation correlation(Map<String, String> headers) {
        UUID saga = uuid(headers.get(MessageHeaders.SAGA_ID));
        if (saga == null) {
            return null;
        }
        return new Correlation(
                saga,
                headers.get(MessageHeaders.SAGA_STEP),
                headers.get(MessageHeaders.SAGA_ACTION),
                number(headers.get(MessageHeaders.SAGA_ATTEMPT)));
    }

    public static Map<String, String> headers(ConsumerRecord<?, ?> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), text(header.value()));
            }
        }
        return headers;
    }

    /** PostgreSQL does not store NUL in text; in a key or a header it must not keep a record from the dead letters. */
    static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }

    private static @Nullable Integer number(@Nullable String value) {
        try {
            return value == null ? null : Integer.valueOf(value);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    private static @Nullable UUID uuid(@Nullable String value) {
        try {
            return value == null ? null : UUID.fromString(value);
        } catch (IllegalArgumentException notAUuid) {
            return null;
        }
    }
}
