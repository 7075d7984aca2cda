package checkout.lab.scenario.word;

import java.util.LinkedHashMap;
import java.util.Map;

/** A word with the values for its parameters, as a scenario uses it. */
public record WordUse<T>(Word<T> word, Arguments arguments) {

    public T make() {
        return word.make(arguments);
    }

    /** Whether it is this word that is used. */
    public boolean is(Word<?> other) {
        return word.name().equals(other.name());
    }

    public <P> WordUse<T> with(Parameter<P> parameter, P value) {
        return word.use(arguments.with(parameter, value));
    }

    /** The texts by the names under which they stand in a file; the word itself comes first. */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(word.name(), word.value() == null ? "" : arguments.text(word.value()));
        word.parameters().stream().filter(arguments::has).forEach(each -> texts.put(each.name(), arguments.text(each)));
        return texts;
    }

    /** "kill kafka". */
    public String title() {
        return word.value() == null ? word.name() : word.name() + " " + arguments.text(word.value());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WordUse<?> use
                && word.name().equals(use.word.name())
                && arguments.equals(use.arguments);
    }

    @Override
    public int hashCode() {
        return 31 * word.name().hashCode() + arguments.hashCode();
    }
}
