package checkout.saga.runtime.peer;

/**
 * Something that a process says about itself or about a saga, in words for operators.
 *
 * @param level how much it matters
 */
public record Indicator(String name, String value, Level level) {

    public enum Level {
        /** As it should be. */
        NORMAL,
        /** It passes by itself, or is not yet a problem. */
        ATTENTION,
        /** It needs somebody. */
        PROBLEM
    }

    public static Indicator of(String name, Object value) {
        return new Indicator(name, String.valueOf(value), Level.NORMAL);
    }

    public Indicator at(Level other) {
        return new Indicator(name, value, other);
    }
}
