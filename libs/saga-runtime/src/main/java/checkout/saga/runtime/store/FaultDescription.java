package checkout.saga.runtime.store;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import tools.jackson.core.JacksonException;

/** Describes a failure to operators and in logs, without the values that JSON readers and databases quote. */
public final class FaultDescription {
    private static final int MAX_LENGTH = 400;
    private static final Pattern ROW = Pattern.compile("Failing row contains \\(.*?\\)\\.", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("(?<!\\[)\"[^\"]*\"|'[^']*'");

    private FaultDescription() {}

    public static String of(Throwable failure) {
        String message = message(failure);
        String first = message == null ? "" : message.lines().findFirst().orElse("");
        String plain = QUOTED.matcher(ROW.matcher(first).replaceAll("Failing row withheld."))
                .replaceAll("(value withheld)");
        String name = failure.getClass().getSimpleName();
        String all = plain.isEmpty() ? name : "%s: %s".formatted(name, plain);
        return all.substring(0, Math.min(MAX_LENGTH, all.length())).replace('\0', ' ');
    }

    private static @Nullable String message(Throwable failure) {
        return switch (failure) {
            case JacksonException json -> json.getOriginalMessage();
            // its own message begins with the statement, and an operator has to know what the database said
            case DataAccessException access -> access.getMostSpecificCause().getMessage();
            default -> failure.getMessage();
        };
    }
}
