package checkout.lab.scenario.vocabulary;

import checkout.lab.scenario.load.LoadSettings;
import checkout.lab.scenario.plan.FaultTiming;
import checkout.lab.scenario.word.Parameter;
import checkout.lab.scenario.word.Word;
import checkout.lab.scenario.word.Words;
import java.util.ArrayList;
import java.util.List;

/** Everything that a file can say, for people and as JSON. */
public final class WordList {

    private WordList() {}

    /**
     * A word.
     *
     * @param kind "load", "fault" or "expectation"
     * @param parameters the first is the value behind the word itself, if the word takes one
     */
    public record Entry(String kind, String word, String meaning, List<Value> parameters, String example) {}

    /** What a word takes. */
    public record Value(String name, String meaning, String allowed) {

        static Value of(Parameter<?> parameter) {
            return new Value(parameter.name(), parameter.meaning(), parameter.describe());
        }
    }

    public static List<Entry> all() {
        List<Entry> all = new ArrayList<>();
        add(all, Vocabulary.LOADS, List.of(LoadSettings.FOR));
        add(all, Vocabulary.FAULTS, FaultTiming.PARAMETERS);
        add(all, Vocabulary.EXPECTATIONS, List.of());
        return all;
    }

    private static <T> void add(List<Entry> all, Words<T> words, List<Parameter<?>> others) {
        for (Word<T> word : words.all()) {
            List<Parameter<?>> parameters = new ArrayList<>(word.all());
            parameters.addAll(others);
            all.add(new Entry(
                    words.kind(),
                    word.name(),
                    word.meaning(),
                    parameters.stream().map(Value::of).toList(),
                    word.example()));
        }
    }

    public static List<String> lines(List<Entry> entries) {
        List<String> lines = new ArrayList<>();
        for (Entry each : entries) {
            lines.add("%s (%s)".formatted(each.word(), each.kind()));
            lines.add("  " + each.meaning());
            each.parameters()
                    .forEach(value ->
                            lines.add("  %-12s %s: %s".formatted(value.name(), value.meaning(), value.allowed())));
            lines.add("  for example: " + each.example());
            lines.add("");
        }
        return lines;
    }
}
