package checkout.relay.capture;

import checkout.relay.publish.CommittedOutboxRow;
import io.debezium.data.Envelope;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Extracts the outbox rows from captured records; heartbeats and other messages contain none. Not thread-safe. */
final class OutboxRowReader {

    private @Nullable Columns lastUsed;

    List<CommittedOutboxRow> rowsIn(List<SourceRecord> captured) {
        List<CommittedOutboxRow> rows = new ArrayList<>(captured.size());
        for (SourceRecord record : captured) {
            if (record.value() instanceof Struct change && change.schema().field(Envelope.FieldName.AFTER) != null) {
                Struct row = change.getStruct(Envelope.FieldName.AFTER);
                rows.add(columnsOf(row.schema(), change)
                        .read(row, change.getStruct(Envelope.FieldName.SOURCE).getInt64("lsn")));
            }
        }
        return rows;
    }

    /** Roughly how much memory a captured record takes. */
    static int approximateBytes(SourceRecord record) {
        if (!(record.value() instanceof Struct change) || change.schema().field(Envelope.FieldName.AFTER) == null) {
            return CommittedOutboxRow.OVERHEAD_BYTES;
        }
        Struct row = change.getStruct(Envelope.FieldName.AFTER);
        return CommittedOutboxRow.OVERHEAD_BYTES + length(row, "payload") + length(row, "headers");
    }

    private static int length(Struct row, String column) {
        return row.schema().field(column) != null && row.get(column) instanceof String text ? text.length() : 0;
    }

    private Columns columnsOf(Schema schema, Struct change) {
        Columns columns = lastUsed;
        if (columns == null || columns.schema != schema) {
            columns = new Columns(
                    schema, change.getStruct(Envelope.FieldName.SOURCE).getString("schema"));
            lastUsed = columns;
        }
        return columns;
    }

    /** The fields of an outbox table's columns, looked up once per table instead of once per row. */
    private static final class Columns {
        private final Schema schema;
        private final String databaseSchema;
        private final Field id;
        private final Field topic;
        private final Field messageKey;
        private final Field type;
        private final Field sagaId;
        private final Field step;
        private final Field action;
        private final Field attempt;
        private final Field traceparent;
        private final Field headers;
        private final Field payload;

        Columns(Schema schema, String databaseSchema) {
            this.schema = schema;
            this.databaseSchema = databaseSchema;
            this.id = column("id");
            this.topic = column("topic");
            this.messageKey = column("message_key");
            this.type = column("type");
            this.sagaId = column("saga_id");
            this.step = column("step");
            this.action = column("action");
            this.attempt = column("attempt");
            this.traceparent = column("traceparent");
            this.headers = column("headers");
            this.payload = column("payload");
        }

        private Field column(String name) {
            return Objects.requireNonNull(
                    schema.field(name),
                    () -> "%s.outbox has no column %s; a published table must have all columns of an outbox"
                            .formatted(databaseSchema, name));
        }

        CommittedOutboxRow read(Struct row, @Nullable Long position) {
            return new CommittedOutboxRow(
                    databaseSchema,
                    UUID.fromString(required(row, id)),
                    required(row, topic),
                    required(row, messageKey),
                    required(row, type),
                    optional(row, sagaId),
                    optional(row, step),
                    optional(row, action),
                    (Integer) row.get(attempt),
                    optional(row, traceparent),
                    optional(row, headers),
                    required(row, payload),
                    position);
        }

        private static String required(Struct row, Field field) {
            return Objects.requireNonNull((String) row.get(field), field.name());
        }

        private static @Nullable String optional(Struct row, Field field) {
            return (String) row.get(field);
        }
    }
}
