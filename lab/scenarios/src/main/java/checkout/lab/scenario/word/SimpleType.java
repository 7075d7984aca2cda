package checkout.lab.scenario.word;

import checkout.lab.scenario.context.SeededRandom;
import java.util.function.Function;

/** A type made of its four functions. */
record SimpleType<T>(
        String allowed,
        boolean takesList,
        Parser<T> parser,
        Function<T, String> formatter,
        Function<SeededRandom, T> sampler)
        implements ParameterType<T> {

    /** Makes a value of a text. */
    interface Parser<T> {
        T parse(String text) throws InvalidValueException;
    }

    @Override
    public T parse(String text) throws InvalidValueException {
        return parser.parse(text);
    }

    @Override
    public String format(T value) {
        return formatter.apply(value);
    }

    @Override
    public T sample(SeededRandom random) {
        return sampler.apply(random);
    }
}
