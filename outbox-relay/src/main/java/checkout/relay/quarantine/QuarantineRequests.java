package checkout.relay.quarantine;

import checkout.relay.quarantine.QuarantinedRow.Status;
import checkout.web.ProblemException;
import checkout.web.RequestChecks;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Checks what the requests about the quarantine say. */
final class QuarantineRequests {

    private static final int MAX_LIMIT = 500;

    private QuarantineRequests() {}

    /** All sources unless one is named. */
    static Collection<Quarantine> selected(Quarantines quarantines, @Nullable String source) {
        return source == null
                ? quarantines.all()
                : List.of(quarantines
                        .find(source)
                        .orElseThrow(() ->
                                invalid("'source' must be one of %s, or be left out.".formatted(quarantines.names()))));
    }

    static Quarantine quarantine(Quarantines quarantines, String source) {
        return quarantines
                .find(source)
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.NOT_FOUND,
                        "not-found",
                        "Unknown source",
                        "There is no such source; the sources are %s.".formatted(quarantines.names())));
    }

    /** A topic as rows have it, which need not be one that Kafka has; null for all. */
    static @Nullable String topic(@Nullable String topic) {
        if (topic != null && (topic.isBlank() || topic.indexOf('\0') >= 0)) {
            throw invalid("'topic' must be the topic of a row, such as orders.events, or be left out.");
        }
        return topic;
    }

    /** Null for all. */
    static @Nullable Status status(String status) {
        return RequestChecks.named("status", status, Status.class);
    }

    static int limit(int limit) {
        return RequestChecks.limit(limit, MAX_LIMIT);
    }

    static String reason(@Nullable String reason) {
        return RequestChecks.reason(reason, "the limit of the topic is raised");
    }

    static ProblemException unknown(String source, String id) {
        return RequestChecks.unknown("row", "of source %s in quarantine".formatted(source), id);
    }

    static ProblemException invalid(String detail) {
        return RequestChecks.invalid(detail);
    }
}
