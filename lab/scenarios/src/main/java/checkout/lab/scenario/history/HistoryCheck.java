package checkout.lab.scenario.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the calls of a run alone show to be wrong. A call whose outcome is unknown is accepted either way: it may have
 * taken effect or not.
 */
public final class HistoryCheck {

    static final String PLACE = "place";
    static final String READ = "read";
    static final String READ_BY_OTHER = "read-by-other";
    private static final Set<String> ENDS = Set.of("CONFIRMED", "REJECTED");

    private final List<HistoryEvent> events;
    private final Map<Long, HistoryEvent> invocations = new HashMap<>();

    public HistoryCheck(List<HistoryEvent> events) {
        this.events = List.copyOf(events);
        events.stream()
                .filter(each -> each.type() == EventType.INVOKE)
                .forEach(each -> invocations.put(each.op(), each));
    }

    /** One key, two checkouts: the customer has two orders for one purchase. */
    public List<String> keysWithTwoCheckouts() {
        Map<String, UUID> first = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        for (HistoryEvent event : events) {
            UUID checkout = event.checkout();
            if (event.type() == EventType.OK && event.call().equals(PLACE) && event.key() != null && checkout != null) {
                UUID other = first.putIfAbsent(event.by() + " " + event.key(), checkout);
                if (other != null && !other.equals(checkout)) {
                    wrong.add("the key %s of %s was answered with the checkouts %s and %s"
                            .formatted(event.key(), event.by(), other, checkout));
                }
            }
        }
        return wrong;
    }

    /** Once a response has shown an end, every read that begins later shows the same. */
    public List<String> statusesThatWentBack() {
        Map<UUID, HistoryEvent> ended = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        for (HistoryEvent event : events) {
            UUID checkout = event.checkout();
            String state = event.state();
            if (event.type() != EventType.OK || !event.call().equals(READ) || checkout == null || state == null) {
                continue;
            }
            HistoryEvent before = ended.get(checkout);
            if (before != null
                    && !state.equals(before.state())
                    && (ENDS.contains(state) || beganAfter(event, before))) {
                wrong.add("%s was %s and later %s".formatted(checkout, before.state(), state));
            }
            if (ENDS.contains(state)) {
                ended.putIfAbsent(checkout, event);
            }
        }
        return wrong;
    }

    private boolean beganAfter(HistoryEvent event, HistoryEvent before) {
        HistoryEvent invocation = invocations.get(event.op());
        return invocation != null && invocation.micros() > before.micros();
    }

    /** A read of a checkout that was answered with 202 before finds it: a 202 is durable at once. */
    public List<String> acceptedAndNotFound() {
        Map<UUID, HistoryEvent> accepted = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        for (HistoryEvent event : events) {
            UUID checkout = event.checkout();
            if (checkout == null) {
                continue;
            }
            if (event.type() == EventType.OK && event.call().equals(PLACE)) {
                accepted.putIfAbsent(checkout, event);
            }
            HistoryEvent before = accepted.get(checkout);
            if (event.type() == EventType.FAIL
                    && event.call().equals(READ)
                    && before != null
                    && beganAfter(event, before)) {
                wrong.add("%s was accepted, and a read of it was answered with %s".formatted(checkout, event.status()));
            }
        }
        return wrong;
    }

    /** A storefront that sees a checkout of another. */
    public List<String> shownToOthers() {
        return events.stream()
                .filter(each -> each.call().equals(READ_BY_OTHER) && each.type() == EventType.OK)
                .map(each -> "%s was shown to %s".formatted(each.checkout(), each.by()))
                .toList();
    }

    /** The end of each checkout that a storefront was told. */
    public Map<UUID, String> ends() {
        Map<UUID, String> ends = new HashMap<>();
        for (HistoryEvent event : events) {
            UUID checkout = event.checkout();
            @Nullable String state = event.state();
            if (event.type() == EventType.OK
                    && event.call().equals(READ)
                    && checkout != null
                    && state != null
                    && ENDS.contains(state)) {
                ends.put(checkout, state);
            }
        }
        return ends;
    }

    /** How many calls of each kind ended in each way. */
    public Map<String, Object> counts() {
        Map<String, Object> counts = new TreeMap<>();
        events.stream()
                .filter(each -> each.type() != EventType.INVOKE)
                .forEach(each ->
                        counts.merge("%s: %s".formatted(each.call(), each.type()), 1, (a, b) -> (int) a + (int) b));
        return counts;
    }
}
