package checkout.lab.scenario.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
    static final String PLACE_CHANGED = "place-changed";
    static final String LIST_BY_OTHER = "list-by-other";
    private static final String BY_OTHER = "-by-other";
    private static final int NOT_FOUND = 404;
    private static final int LIMITED = 429;
    private static final int UNAVAILABLE = 503;
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

    /** Requests of the customers with this prefix that were refused, although what they ask for is valid. */
    public List<String> refused(String customerPrefix) {
        return events.stream()
                .filter(each -> isRefusedPlacement(each)
                        && each.key() != null
                        && each.key().startsWith(customerPrefix))
                .map(each -> "the checkout of %s was refused with %s".formatted(each.key(), each.status()))
                .toList();
    }

    /**
     * The keys whose customers know that they have no order: one attempt was refused for good, or each that has ended was
     * answered with a promise that it places nothing.
     */
    public Set<String> keysWithoutOrder() {
        Set<String> without = new HashSet<>();
        Set<String> maybeWith = new HashSet<>();
        Set<String> refused = new HashSet<>();
        for (HistoryEvent event : events) {
            String key = event.key();
            if (key == null || !event.isEndOf(PLACE)) {
                continue;
            }
            if (event.type() == EventType.FAIL) {
                without.add(key);
            } else {
                maybeWith.add(key);
            }
            if (isRefusedPlacement(event)) {
                refused.add(key);
            }
        }
        unended().forEach(event -> {
            if (event.key() != null) {
                maybeWith.add(event.key());
            }
        });
        without.removeAll(maybeWith);
        without.addAll(refused);
        return without;
    }

    private static boolean isRefusedPlacement(HistoryEvent event) {
        Integer status = event.status();
        return event.isEndOf(PLACE)
                && event.type() == EventType.FAIL
                && status != null
                && status != UNAVAILABLE
                && status != LIMITED;
    }

    /** Calls of customers that have neither been answered nor failed: the service keeps them waiting. */
    public List<String> neverEnded() {
        return unended().stream()
                .map(each -> "%s by %s%s was never answered, and its connection is open"
                        .formatted(each.call(), each.by(), each.key() == null ? "" : " with the key " + each.key()))
                .toList();
    }

    private List<HistoryEvent> unended() {
        Map<Long, HistoryEvent> open = new TreeMap<>(invocations);
        events.stream().filter(each -> each.type() != EventType.INVOKE).forEach(each -> open.remove(each.op()));
        return open.values().stream()
                // what a tool of the lab calls has a method and a path as its name
                .filter(each -> !each.call().contains(" "))
                .toList();
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

    /** A request with a key that was used, and another body: whoever sent it believes that it was bought too. */
    public List<String> acceptedWithAnotherBody() {
        return events.stream()
                .filter(each -> each.call().equals(PLACE_CHANGED) && each.type() == EventType.OK)
                .map(each -> "another body under the key %s of %s was answered with %s"
                        .formatted(each.key(), each.by(), each.status()))
                .toList();
    }

    /** A storefront that sees or changes a checkout of another. To others a checkout does not exist. */
    public List<String> openToOthers() {
        return events.stream()
                .filter(HistoryCheck::isOpenToOther)
                .map(each -> "%s of %s by %s was answered with %s"
                        .formatted(each.call(), each.checkout(), each.by(), each.status()))
                .toList();
    }

    /** A list is always answered; its event names a checkout if that is in it. */
    private static boolean isOpenToOther(HistoryEvent event) {
        Integer status = event.status();
        if (status == null || !event.call().endsWith(BY_OTHER) || event.type() == EventType.UNKNOWN) {
            return false;
        }
        return event.call().equals(LIST_BY_OTHER) ? event.checkout() != null : status != NOT_FOUND && status != LIMITED;
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
