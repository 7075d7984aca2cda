package checkout.web;

import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Turns the JSON reader's complaint into words for whoever wrote the JSON: where it is and what belongs there. */
final class JsonErrorMessages {
    private JsonErrorMessages() {}

    static ProblemDetail explain(HttpMessageNotReadableException unreadable) {
        Throwable cause = unreadable.getCause();
        if (cause instanceof StreamConstraintsException) {
            return ProblemDetails.of(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "body-too-large",
                    "The body is too large",
                    "Send less: at most %,d characters, nested at most %d deep."
                            .formatted(StrictJson.MAX_LENGTH, StrictJson.MAX_DEPTH));
        }
        if (cause instanceof UnrecognizedPropertyException unknown) {
            String known = unknown.getKnownPropertyIds() == null
                    ? "none"
                    : unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", "));
            return invalid("Remove %s: it is not known here. Known: %s.".formatted(at(unknown), known));
        }
        if (cause instanceof InvalidTypeIdException type) {
            return invalid(
                    "%s names no known kind; see the API's description for those there are.".formatted(at(type)));
        }
        if (cause instanceof MismatchedInputException mismatch) {
            return invalid("%s has to be %s.".formatted(at(mismatch), kind(mismatch.getTargetType())));
        }
        if (cause instanceof InputCoercionException tooLarge) {
            return invalid("The number at line %d, column %d is too large."
                    .formatted(
                            tooLarge.getLocation().getLineNr(),
                            tooLarge.getLocation().getColumnNr()));
        }
        if (cause instanceof StreamReadException malformed) {
            return ProblemDetails.of(
                    HttpStatus.BAD_REQUEST,
                    "malformed-json",
                    "The body is not JSON",
                    "Mend it at line %d, column %d."
                            .formatted(
                                    malformed.getLocation().getLineNr(),
                                    malformed.getLocation().getColumnNr()));
        }
        if (cause instanceof DatabindException other) {
            return invalid("%s cannot be read: %s".formatted(at(other), other.getOriginalMessage()));
        }
        return invalid("Send a JSON body.");
    }

    private static ProblemDetail invalid(String detail) {
        return ProblemDetails.of(HttpStatus.BAD_REQUEST, "invalid-body", "The body is not what is expected", detail);
    }

    /** The path of the offending value, such as {@code lines[0].quantity}. */
    private static String at(DatabindException problem) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : problem.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.isEmpty() ? "The body" : "'" + path + "'";
    }

    private static String kind(@Nullable Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return "a whole number up to %,d, without quotes".formatted(Integer.MAX_VALUE);
        }
        if (type == long.class || type == Long.class) {
            return "a whole number, without quotes";
        }
        if (type == double.class || type == Double.class) {
            return "a number, without quotes";
        }
        if (type == UUID.class) {
            return "a UUID such as 01890000-0000-7000-8000-000000000001";
        }
        if (type == String.class) {
            return "a string";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type != null && Iterable.class.isAssignableFrom(type)) {
            return "an array";
        }
        return type != null && type.isEnum() ? "one of " + Arrays.toString(type.getEnumConstants()) : "an object";
    }
}
