package checkout.lab.scenario.word;

import checkout.lab.scenario.context.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A name for a load, a fault or an expectation, with what it takes and what it makes.
 *
 * @param value the parameter whose value stands behind the word itself, such as the part in {@code kill: kafka}
 * @param parameters all others
 * @param example as it stands in a file
 * @param random whether a random scenario may use it
 */
public record Word<T>(
        String name,
        String meaning,
        @Nullable Parameter<?> value,
        List<Parameter<?>> parameters,
        String example,
        boolean random,
        Function<Arguments, T> maker) {

    /** A word without parameters. */
    public static <T> Word<T> plain(String name, String meaning, String example, Function<Arguments, T> maker) {
        return new Word<>(name, meaning, null, List.of(), example, true, maker);
    }

    /** A word with a value, and perhaps other parameters. */
    public static <T> Word<T> of(
            String name,
            String meaning,
            Parameter<?> value,
            List<Parameter<?>> parameters,
            String example,
            Function<Arguments, T> maker) {
        return new Word<>(name, meaning, value, parameters, example, true, maker);
    }

    public Word<T> notRandom() {
        return new Word<>(name, meaning, value, parameters, example, false, maker);
    }

    /** The value's parameter and all others. */
    public List<Parameter<?>> all() {
        List<Parameter<?>> all = new ArrayList<>();
        if (value != null) {
            all.add(value);
        }
        all.addAll(parameters);
        return all;
    }

    public Optional<Parameter<?>> parameter(String parameterName) {
        return parameters.stream()
                .filter(each -> each.name().equals(parameterName))
                .findFirst();
    }

    public T make(Arguments arguments) {
        return maker.apply(arguments);
    }

    /** What the word makes if nothing is given for its parameters. */
    public T make() {
        return make(Arguments.NONE);
    }

    public WordUse<T> use(Arguments arguments) {
        return new WordUse<>(this, arguments);
    }

    public WordUse<T> sample(SeededRandom generator) {
        return use(Arguments.sample(all(), generator));
    }
}
