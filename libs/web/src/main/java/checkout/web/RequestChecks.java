package checkout.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Checks what requests say, and rejects those that are wrong with a sentence that says what to change. */
public final class RequestChecks {
    /** What a request names to get the values of all names. */
    public static final String ALL = "ALL";

    private static final int MAX_REASON = 500;
    private static final int MAX_SHOWN = 50;
    private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\R\\s*");

    private RequestChecks() {}

    /** How many rows a page may have. */
    public static int limit(int limit, int most) {
        if (limit < 1 || limit > most) {
            throw invalid("'limit' must be from 1 to %d.".formatted(most));
        }
        return limit;
    }

    /** The value of an enum by its name, in either case; null for ALL. */
    public static <E extends Enum<E>> @Nullable E named(String parameter, String given, Class<E> type) {
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

    /**
     * Why an operator does what the request asks for; kept for ever.
     *
     * @param example of a reason
     */
    public static String reason(@Nullable String reason, String example) {
        String given = line(reason, MAX_REASON);
        if (given == null) {
            throw invalid("'reason' must say why in 1 to %d characters, as in {\"reason\":\"%s\"}."
                    .formatted(MAX_REASON, example));
        }
        return given;
    }

    /**
     * A text as one line, so that it is one line of a log, too: line breaks become spaces.
     *
     * @return null if nothing is left, if it is longer than that, or if it has control characters
     */
    public static @Nullable String line(@Nullable String text, int maxLength) {
        String given = text == null ? "" : text.strip();
        if (given.isEmpty() || given.length() > maxLength) {
            return null;
        }
        String line = LINE_BREAK.matcher(given).replaceAll(" ");
        return line.codePoints().anyMatch(Character::isISOControl) ? null : line;
    }

    /**
     * Nothing has the id that the request names.
     *
     * @param what there is none of, such as "difference"
     */
    public static ProblemException unknown(String what, String id) {
        return unknown(what, "", id);
    }

    /**
     * The same, where more than one place has such rows.
     *
     * @param where it was looked for, such as "in quarantine"; may be empty
     */
    public static ProblemException unknown(String what, String where, String id) {
        return new ProblemException(
                HttpStatus.NOT_FOUND,
                "not-found",
                "Unknown %s".formatted(what),
                "No %s has the id '%s'. Take an id from the list."
                        .formatted(
                                "%s %s".formatted(what, where).strip(),
                                id.length() > MAX_SHOWN ? id.substring(0, MAX_SHOWN) + "..." : id));
    }

    public static ProblemException invalid(String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, "invalid-request", "The request is not valid", detail);
    }
}
