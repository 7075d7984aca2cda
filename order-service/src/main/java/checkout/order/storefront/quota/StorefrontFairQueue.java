package checkout.order.storefront.quota;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Predicate;

/**
 * What waits, by storefront. That of one storefront leaves in the order in which it came; the storefronts take turns, one
 * each, so that one with much that waits does not delay another. Not for several threads at once.
 */
public final class StorefrontFairQueue<E> {
    /** In the order of their turns; has an entry for each storefront for which something waits, and no other. */
    private final Map<String, Queue<E>> byStorefront = new LinkedHashMap<>();

    private int size;

    public void add(String storefront, E waiting) {
        byStorefront.computeIfAbsent(storefront, first -> new ArrayDeque<>()).add(waiting);
        size++;
    }

    /** Takes the next one, whose storefront will have its next turn after the others. */
    public Optional<E> next() {
        return next(storefront -> true);
    }

    /** The same among the storefronts that may take a turn now; the others keep theirs. */
    public Optional<E> next(Predicate<String> mayTakeTurn) {
        Iterator<Map.Entry<String, Queue<E>>> turns = byStorefront.entrySet().iterator();
        while (turns.hasNext()) {
            Map.Entry<String, Queue<E>> turn = turns.next();
            String storefront = turn.getKey();
            if (mayTakeTurn.test(storefront)) {
                Queue<E> queue = turn.getValue();
                turns.remove();
                E next = queue.remove();
                size--;
                if (!queue.isEmpty()) {
                    byStorefront.put(storefront, queue);
                }
                return Optional.of(next);
            }
        }
        return Optional.empty();
    }

    /** Takes out what waits no longer. */
    public void remove(String storefront, E waiting) {
        Queue<E> queue = byStorefront.get(storefront);
        if (queue != null && queue.remove(waiting)) {
            size--;
            if (queue.isEmpty()) {
                byStorefront.remove(storefront);
            }
        }
    }

    public int size() {
        return size;
    }
}
