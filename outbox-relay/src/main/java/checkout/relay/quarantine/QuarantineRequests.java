package checkout.relay.quarantine;

import checkout.relay.quarantine.QuarantinedRow.Status;
import checkout.web.ProblemException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Checks what the requests about the quarantine say. */
final class QuarantineRequests {

    private static final int MAX_LIMIT = 500;
    private static final int MAX_REASON = 500;
    private static final String ALL = "ALL";

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

    /** Null for all. */
    static @Nullable Status status(String status) {
        String wanted = status.toUpperCase(Locale.ROOT);
        return wanted.equals(ALL)
                ? null
                : Arrays.stream(Status.values())
                        .filter(known -> known.name().equals(wanted))
                        .findFirst()
                        .orElseThrow(() -> invalid(
                                "'status' must be one of %s or %s.".formatted(Arrays.toString(Status.values()), ALL)));
    }

    static int limit(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw invalid("'limit' must be from 1 to %d.".formatted(MAX_LIMIT));
        }
        return limit;
    }

    static String reason(@Nullable String reason) {
        String given = reason == null ? "" : reason.strip();
        if (given.isEmpty() || given.length() > MAX_REASON || given.indexOf('\0') >= 0) {
            throw invalid(
                    "'reason' must say why, in 1 to %d characters, such as {\"reason\":\"the limit of the topic is raised\"}."
                            .formatted(MAX_REASON));
        }
        return given;
    }

    static ProblemException unknown(String source, String id) {
        return new ProblemException(
                HttpStatus.NOT_FOUND,
                "not-found",
                "Unknown row",
                "No row of source %s with the id '%s' is in quarantine. Take an id from the list."
                        .formatted(source, id.length() > 50 ? id.substring(0, 50) + "..." : id));
    }

    static ProblemException invalid(String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, "invalid-request", "The request is not valid", detail);
    }
}
