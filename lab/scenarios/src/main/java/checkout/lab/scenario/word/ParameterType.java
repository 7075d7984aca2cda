package checkout.lab.scenario.word;

import checkout.lab.scenario.context.SeededRandom;

/**
 * What a parameter may be.
 *
 * @param <T> what the text stands for
 */
public interface ParameterType<T> {

    /** What is allowed, as the second half of a sentence: "a time from 1s to 10m, such as 30s". */
    String allowed();

    T parse(String text) throws InvalidValueException;

    /** The text that {@link #parse} makes this value of. */
    String format(T value);

    /** A value for a random scenario, the same for the same state of the generator. */
    T sample(SeededRandom random);

    /** Whether a file may give several values in brackets. */
    default boolean takesList() {
        return false;
    }
}
