package checkout.provider.problem;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says what to change in a body that cannot be read, without repeating what was in it. */
final class UnreadableBody {

    private UnreadableBody() {}

    static String advice(@Nullable Throwable cause) {
        if (cause instanceof UnrecognizedPropertyException unknown) {
            return "There is no field '%s' here; remove it. Known are %s"
                    .formatted(unknown.getPropertyName(), unknown.getKnownPropertyIds());
        }
        if (cause instanceof StreamConstraintsException) {
            return "The body is too large or nested too deeply; send the documented fields only";
        }
        if (cause instanceof MismatchedInputException || cause instanceof InputCoercionException) {
            return "The field '%s' has the wrong type or a value out of its range"
                    .formatted(path((JacksonException) cause));
        }
        if (cause instanceof JacksonException malformed && malformed.getLocation() != null) {
            return "The body is not JSON: look at line %d, column %d"
                    .formatted(
                            malformed.getLocation().getLineNr(),
                            malformed.getLocation().getColumnNr());
        }
        return "A JSON body is needed";
    }

    private static String path(JacksonException mismatch) {
        String path = mismatch.getPath().stream()
                .map(step -> step.getPropertyName() != null ? step.getPropertyName() : "[" + step.getIndex() + "]")
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "(the whole body)" : path;
    }
}
