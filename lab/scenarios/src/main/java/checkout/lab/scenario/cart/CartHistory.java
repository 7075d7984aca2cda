package checkout.lab.scenario.cart;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The acknowledged changes of one cart, which must form a chain: each was made of what the one before it left. */
final class CartHistory {
    private final long firstVersion;
    private final Map<String, Integer> firstLines;
    private final Queue<CartEdit> edits = new ConcurrentLinkedQueue<>();

    CartHistory(long firstVersion, Map<String, Integer> firstLines) {
        this.firstVersion = firstVersion;
        this.firstLines = Map.copyOf(firstLines);
    }

    void add(CartEdit edit) {
        edits.add(edit);
    }

    Collection<CartEdit> edits() {
        return edits;
    }

    /** The changes that the cart does not contain, although they were acknowledged. */
    List<String> lost(long lastVersion, Map<String, Integer> lastLines) {
        List<String> lost = new ArrayList<>();
        long version = firstVersion;
        Map<String, Integer> lines = firstLines;
        for (CartEdit edit : edits.stream()
                .sorted(Comparator.comparing(CartEdit::to).thenComparing(CartEdit::from))
                .toList()) {
            if (edit.from() != version) {
                lost.add("%s was made of version %d, and the one before it had led to %d"
                        .formatted(edit, edit.from(), version));
            }
            lines = edit.appliedTo(lines);
            if (!lines.equals(edit.lines())) {
                lost.add("%s should have left %s".formatted(edit, lines));
            }
            version = edit.to();
        }
        if (version != lastVersion || !lines.equals(lastLines)) {
            lost.add("the last acknowledged change left %s at version %d, and the cart is %s at version %d"
                    .formatted(lines, version, lastLines, lastVersion));
        }
        return lost;
    }
}
