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

/** Explains to the client why its JSON was rejected: where the error is and what is expected there. */
final class JsonErrorMessages {
    private JsonErrorMessages() {}

    static ProblemDetail explain(HttpMessageNotReadableException unreadable) {
        return switch (unreadable.getCause()) {
            case StreamConstraintsException tooLarge ->
                ProblemDetails.of(
                        HttpStatus.CONTENT_TOO_LARGE,
                        "body-too-large",
                        "The body is too large",
                        "Send at most %,d characters and %,d names, values and brackets, nested at most %d levels deep."
                                .formatted(StrictJson.MAX_LENGTH, StrictJson.MAX_TOKENS, StrictJson.MAX_DEPTH));
            case UnrecognizedPropertyException unknown ->
                invalid("Remove %s: it is not a known property. Known properties: %s."
                        .formatted(path(unknown), knownProperties(unknown)));
            case InvalidTypeIdException unknownType ->
                invalid("%s does not name a known type; see the description of the API for the types."
                        .formatted(path(unknownType)));
            case MismatchedInputException mismatch ->
                invalid("%s must be %s.".formatted(path(mismatch), expected(mismatch.getTargetType())));
            case InputCoercionException tooLarge ->
                invalid("The number at %s is too large.".formatted(position(tooLarge)));
            case StreamReadException malformed ->
                ProblemDetails.of(
                        HttpStatus.BAD_REQUEST,
                        "malformed-json",
                        "The body is not JSON",
                        "The JSON is not valid at %s.".formatted(position(malformed)));
            case DatabindException other ->
                invalid("%s cannot be read: %s".formatted(path(other), other.getOriginalMessage()));
            case null -> noJson();
            default -> noJson();
        };
    }

    private static ProblemDetail noJson() {
        return invalid("Send a JSON body.");
    }

    private static ProblemDetail invalid(String detail) {
        return ProblemDetails.of(HttpStatus.BAD_REQUEST, "invalid-body", "The body is not valid", detail);
    }

    private static String knownProperties(UnrecognizedPropertyException unknown) {
        return unknown.getKnownPropertyIds() == null
                ? "none"
                : unknown.getKnownPropertyIds().stream()
                        .map(String::valueOf)
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    private static String position(JacksonException error) {
        return "line %d, column %d"
                .formatted(error.getLocation().getLineNr(), error.getLocation().getColumnNr());
    }

    /** The path of the invalid value, such as {@code lines[0].quantity}. */
    private static String path(DatabindException error) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : error.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.isEmpty() ? "The body" : "'" + path + "'";
    }

    private static String expected(@Nullable Class<?> type) {
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
