package checkout.lab.scenario.file;

import checkout.lab.scenario.word.Arguments;
import checkout.lab.scenario.word.Parameter;
import checkout.lab.scenario.word.Word;
import checkout.lab.scenario.word.WordUse;
import checkout.lab.scenario.word.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads a word of one kind with its values. */
record WordReader<T>(Words<T> words, FileProblems problems) {

    /** Reads a word alone, such as {@code audit}, or with values, such as {@code {all-ended: 60s}}. */
    Optional<WordUse<T>> read(Node node) {
        if (node instanceof ScalarNode scalar) {
            Optional<Word<T>> word = find(scalar.getValue(), scalar);
            word.ifPresent(each -> requireAll(each, Set.of(), scalar));
            return word.map(each -> each.use(Arguments.NONE));
        }
        return Section.of(node, "a " + words.kind(), problems).flatMap(section -> read(section, List.of()));
    }

    /**
     * Reads the one word of the section, and its values.
     *
     * @param others parameters that may stand beside any word of this kind
     */
    Optional<WordUse<T>> read(Section section, List<Parameter<?>> others) {
        List<Word<T>> found =
                section.keys().stream().flatMap(key -> words.find(key).stream()).toList();
        if (found.size() > 1) {
            problems.add(
                    section.place(),
                    "%s stand in one entry; give each %s an entry of its own"
                            .formatted(
                                    String.join(
                                            " and ",
                                            found.stream().map(Word::name).toList()),
                                    words.kind()));
            return Optional.empty();
        }
        if (found.isEmpty()) {
            reportMissingWord(section, others);
            return Optional.empty();
        }
        Word<T> word = found.getFirst();
        List<String> allowed = new ArrayList<>(List.of(word.name()));
        word.parameters().forEach(each -> allowed.add(each.name()));
        others.forEach(each -> allowed.add(each.name()));
        section.allowOnly(allowed, problems);
        Arguments arguments = new ArgumentsReader(problems).read(section, word.parameters());
        Node value = section.entry(word.name()).orElseThrow().value();
        Set<String> given = new HashSet<>(section.keys());
        if (word.value() != null && !isEmpty(value)) {
            given.add(word.value().name());
        }
        requireAll(word, given, value);
        return Optional.of(word.use(withValue(word, arguments, value)));
    }

    private Arguments withValue(Word<T> word, Arguments arguments, Node value) {
        if (isEmpty(value)) {
            return arguments;
        }
        if (word.value() == null) {
            problems.add(value, "'%s' takes no value".formatted(word.name()));
            return arguments;
        }
        return new ArgumentsReader(problems).read(arguments, word.value(), value);
    }

    private void requireAll(Word<T> word, Set<String> given, Node place) {
        for (Parameter<?> each : word.all()) {
            if (each.isRequired() && !given.contains(each.name())) {
                problems.add(place, missing(word, each));
            }
        }
    }

    private static String missing(Word<?> word, Parameter<?> parameter) {
        return "'%s' needs %s, %s; for example %s"
                .formatted(word.name(), parameter.name(), parameter.type().allowed(), word.example());
    }

    private void reportMissingWord(Section section, List<Parameter<?>> others) {
        for (String key : section.keys()) {
            if (others.stream().noneMatch(each -> each.name().equals(key))) {
                problems.add(section.entry(key).orElseThrow().key(), words.unknown(key));
                return;
            }
        }
        problems.add(
                section.place(),
                "a %s is missing here; the %ss are %s"
                        .formatted(words.kind(), words.kind(), String.join(", ", words.names())));
    }

    private Optional<Word<T>> find(String name, Node place) {
        Optional<Word<T>> word = words.find(name);
        if (word.isEmpty()) {
            problems.add(place, words.unknown(name));
        }
        return word;
    }

    private static boolean isEmpty(Node value) {
        return value instanceof ScalarNode scalar && scalar.getValue().isEmpty();
    }
}
