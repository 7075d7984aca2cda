package checkout.saga.runtime.deadletter;

import checkout.saga.runtime.api.ListParameters;
import checkout.saga.runtime.api.OperatorApiErrors;
import checkout.saga.runtime.deadletter.DeadLetter.Status;
import checkout.web.RequestIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A filter of dead letters. A dead letter must match every criterion that is not null.
 *
 * @param topic the topic whose consumer rejected the record
 * @param reason a part of the reason
 */
record DeadLetterFilter(
        @Nullable String topic,
        @Nullable String reason,
        @Nullable String status,
        @Nullable String sagaId,
        @Nullable List<String> ids) {
    static final Set<String> PARAMETERS = Set.of("topic", "reason", "status", "sagaId");

    private static final int MAX_TEXT_LENGTH = 500;
    private static final int MAX_IDS = 500;

    static DeadLetterFilter of(ListParameters query) {
        return new DeadLetterFilter(
                        query.get("topic"), query.get("reason"), query.get("status"), query.get("sagaId"), null)
                .checked();
    }

    DeadLetterFilter checked() {
        OperatorApiErrors.text("topic", topic, MAX_TEXT_LENGTH);
        OperatorApiErrors.text("reason", reason, MAX_TEXT_LENGTH);
        readStatus();
        if (sagaId != null && RequestIds.parse(sagaId).isEmpty()) {
            throw OperatorApiErrors.request("'sagaId' must be a saga's full id, or be left out.");
        }
        if (ids != null && (ids.isEmpty() || ids.size() > MAX_IDS)) {
            throw OperatorApiErrors.request("'ids' must name 1 to %d dead letters, or be left out.".formatted(MAX_IDS));
        }
        return this;
    }

    boolean isEmpty() {
        return topic == null && reason == null && sagaId == null && ids == null;
    }

    DeadLetterFilter open() {
        return new DeadLetterFilter(topic, reason, Status.OPEN.name(), sagaId, ids);
    }

    /** The SQL conditions; their values are added to the arguments. */
    List<String> conditions(List<Object> arguments) {
        List<String> conditions = new ArrayList<>();
        Status wanted = readStatus();
        if (wanted != null) {
            // a literal, as in the partial indexes
            conditions.add("status = '%s'".formatted(wanted.name()));
        }
        if (topic != null) {
            conditions.add("topic = ?");
            arguments.add(topic);
        }
        if (reason != null) {
            conditions.add("strpos(lower(reason), ?) > 0");
            arguments.add(reason.toLowerCase(Locale.ROOT));
        }
        if (sagaId != null) {
            conditions.add("saga_id = ?");
            arguments.add(UUID.fromString(sagaId));
        }
        if (ids != null) {
            conditions.add("id = any (?::uuid[])");
            arguments.add(ids.stream()
                    .map(id -> RequestIds.parse(id).orElseThrow(() -> OperatorApiErrors.unknown("dead letter", id)))
                    .map(UUID::toString)
                    .toArray(String[]::new));
        }
        return conditions;
    }

    private @Nullable Status readStatus() {
        if (status == null) {
            return null;
        }
        return Arrays.stream(Status.values())
                .filter(known -> known.name().equals(status.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> OperatorApiErrors.request(
                        "'status' must be one of %s, or be left out.".formatted(Arrays.toString(Status.values()))));
    }
}
