package checkout.lab.scenario.word;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words of one kind, in the order in which they are listed. */
public final class Words<T> {

    private final String kind;
    private final Map<String, Word<T>> byName = new LinkedHashMap<>();

    /** @param kind what a word of these is, such as "fault" */
    public Words(String kind, List<Word<T>> words) {
        this.kind = kind;
        for (Word<T> word : words) {
            if (byName.put(word.name(), word) != null) {
                throw new IllegalArgumentException("two words are named " + word.name());
            }
        }
    }

    public String kind() {
        return kind;
    }

    public Optional<Word<T>> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public Set<String> names() {
        return byName.keySet();
    }

    public List<Word<T>> all() {
        return List.copyOf(byName.values());
    }

    /** What to tell somebody who wrote a word that is none of these. */
    public String unknown(String name) {
        return "unknown %s '%s'%s; the %ss are %s"
                .formatted(kind, name, NearestWord.hint(name, names()), kind, String.join(", ", names()));
    }

    /** The position of the word in the list. */
    public int rank(Word<T> word) {
        return List.copyOf(byName.keySet()).indexOf(word.name());
    }
}
