package checkout.payment.reconciliation.api;

import checkout.web.ProblemException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Checks what the requests about reconciliations say. */
final class ReconciliationRequests {
    private static final int MAX_LIMIT = 200;
    private static final int MAX_REASON = 500;
    private static final int MAX_SHOWN = 50;
    static final String ALL = "ALL";

    private ReconciliationRequests() {}

    /** The value of an enum by its name, in either case; null for ALL. */
    static <E extends Enum<E>> @Nullable E named(String parameter, String given, Class<E> type) {
        String name = given.toUpperCase(Locale.ROOT);
        if (name.equals(ALL)) {
            return null;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.name().equals(name))
                .findFirst()
                .orElseThrow(() -> invalid("'%s' must be one of %s or %s."
                        .formatted(parameter, Arrays.toString(type.getEnumConstants()), ALL)));
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
                    "'reason' must say why in 1 to %d characters, as in {\"reason\":\"refunded at the provider\"}."
                            .formatted(MAX_REASON));
        }
        return given;
    }

    static ProblemException unknown(String what, String id) {
        return new ProblemException(
                HttpStatus.NOT_FOUND,
                "not-found",
                "Unknown %s".formatted(what),
                "No %s has the id '%s'. Take an id from the list."
                        .formatted(what, id.length() > MAX_SHOWN ? id.substring(0, MAX_SHOWN) + "..." : id));
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, "invalid-request", "The request is not valid", detail);
    }
}
