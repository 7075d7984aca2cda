package checkout.lab.scenario.file;

import checkout.lab.scenario.word.NearestWord;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The keys of a mapping with their places, read in any order. */
final class Section {

    private final Node place;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** A key and what stands behind it. */
    record Entry(ScalarNode key, Node value) {}

    private Section(Node place) {
        this.place = place;
    }

    /** @param what the mapping is, for the message if it is none */
    static Optional<Section> of(Node node, String what, FileProblems problems) {
        if (!(node instanceof MappingNode mapping)) {
            problems.add(node, "%s must be a mapping such as {key: value}".formatted(what));
            return Optional.empty();
        }
        Section section = new Section(mapping);
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.add(tuple.getKeyNode(), "a key must be a word");
            } else if (section.entries.putIfAbsent(key.getValue(), new Entry(key, tuple.getValueNode())) != null) {
                problems.add(key, "'%s' is given twice; leave one of the two out".formatted(key.getValue()));
            }
        }
        return Optional.of(section);
    }

    Node place() {
        return place;
    }

    Set<String> keys() {
        return entries.keySet();
    }

    Optional<Entry> entry(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** Reports each key that is none of these. */
    void allowOnly(Collection<String> allowed, FileProblems problems) {
        entries.forEach((name, entry) -> {
            if (!allowed.contains(name)) {
                problems.add(
                        entry.key(),
                        "unknown key '%s'%s; the keys here are %s"
                                .formatted(name, NearestWord.hint(name, allowed), String.join(", ", allowed)));
            }
        });
    }

    /** The items of a list; a single value counts as a list of one. */
    static List<Node> items(Node node) {
        return node instanceof SequenceNode sequence ? List.copyOf(sequence.getValue()) : List.of(node);
    }
}
