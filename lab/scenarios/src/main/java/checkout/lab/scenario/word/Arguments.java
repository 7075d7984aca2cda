package checkout.lab.scenario.word;

import checkout.lab.scenario.context.SeededRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The values that were given for a word's parameters, by the parameters' names. */
public record Arguments(Map<String, Object> values) {

    public static final Arguments NONE = new Arguments(Map.of());

    public Arguments {
        values = Map.copyOf(values);
    }

    public <T> Arguments with(Parameter<T> parameter, T value) {
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put(parameter.name(), value);
        return new Arguments(more);
    }

    /** Reads the text as the parameter's type. */
    public <T> Arguments parsed(Parameter<T> parameter, String text) throws InvalidValueException {
        return with(parameter, parameter.type().parse(text));
    }

    public Arguments without(Parameter<?> parameter) {
        Map<String, Object> fewer = new LinkedHashMap<>(values);
        fewer.remove(parameter.name());
        return new Arguments(fewer);
    }

    public boolean has(Parameter<?> parameter) {
        return values.containsKey(parameter.name());
    }

    /** The value that was given, or the parameter's own. */
    @SuppressWarnings("unchecked") // only with and parsed put a value, and both have it from the parameter's type
    public <T> T get(Parameter<T> parameter) {
        Object value = values.get(parameter.name());
        return value == null
                ? Objects.requireNonNull(parameter.fallback(), () -> parameter.name() + " was not given")
                : (T) value;
    }

    /** The text of the value that {@link #get} returns. */
    public <T> String text(Parameter<T> parameter) {
        return parameter.type().format(get(parameter));
    }

    /** A random value for each of the parameters. */
    static Arguments sample(List<Parameter<?>> parameters, SeededRandom random) {
        Arguments arguments = NONE;
        for (Parameter<?> each : parameters) {
            arguments = arguments.sampled(each, random);
        }
        return arguments;
    }

    private <T> Arguments sampled(Parameter<T> parameter, SeededRandom random) {
        return with(parameter, parameter.type().sample(random));
    }
}
