package checkout.lab.scenario.word;

import org.jspecify.annotations.Nullable;

/**
 * A named value that a word takes.
 *
 * @param fallback the value if none is given; null if one must be given
 */
public record Parameter<T>(
        String name, ParameterType<T> type, @Nullable T fallback, String meaning) {

    public static <T> Parameter<T> required(String name, ParameterType<T> type, String meaning) {
        return new Parameter<>(name, type, null, meaning);
    }

    public static <T> Parameter<T> optional(String name, ParameterType<T> type, T fallback, String meaning) {
        return new Parameter<>(name, type, fallback, meaning);
    }

    public boolean isRequired() {
        return fallback == null;
    }

    /** "a time ..., 1s if it is left out". */
    public String describe() {
        return fallback == null
                ? type.allowed()
                : "%s; %s if it is left out".formatted(type.allowed(), type.format(fallback));
    }
}
