package checkout.order.webhook.event;

import checkout.order.orders.Order;
import checkout.order.orders.Orders;
import checkout.order.returns.OrderReturn;
import checkout.order.returns.ReturnView;
import checkout.order.returns.Returns;
import checkout.order.view.OrderView;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the bodies of events. A checkout or a return that has ended never changes, so its body is written anew for each
 * attempt and not stored.
 */
@Component
public class EventBodies {
    private final Orders orders;
    private final Returns returns;
    private final JsonMapper json;

    EventBodies(Orders orders, Returns returns, JsonMapper json) {
        this.orders = orders;
        this.returns = returns;
        this.json = json;
    }

    /** The body of an event as its receiver sees it. */
    record EventBody(String type, Instant timestamp, Object data) {}

    /** The data of a test. */
    record TestData(UUID endpointId) {}

    /** The bodies by the ids of their subjects; that of a checkout or a return that no longer exists is missing. */
    public Map<UUID, String> of(Collection<EventSubject> subjects) {
        Map<UUID, String> bodies = new HashMap<>();
        read(subjects, EventType.CHECKOUT_CONFIRMED, EventType.CHECKOUT_REJECTED, orders::findAll)
                .forEach(order -> bodies.put(order.id(), ofOrder(order)));
        read(subjects, EventType.RETURN_ACCEPTED, EventType.RETURN_REFUSED, returns::findAll)
                .forEach(returned -> bodies.put(returned.id(), ofReturn(returned)));
        subjects.stream()
                .filter(subject -> subject.type() == EventType.TEST)
                .forEach(test -> bodies.put(test.subjectId(), ofTest(test)));
        return bodies;
    }

    /** Reads all subjects of two types with one query, and with none if there are none. */
    private static <T> List<T> read(
            Collection<EventSubject> subjects,
            EventType one,
            EventType other,
            Function<Collection<UUID>, List<T>> read) {
        List<UUID> ids = subjects.stream()
                .filter(subject -> subject.type() == one || subject.type() == other)
                .map(EventSubject::subjectId)
                .distinct()
                .toList();
        return ids.isEmpty() ? List.of() : read.apply(ids);
    }

    private String ofOrder(Order order) {
        return write(EventType.of(order.status()).stream(), order.finishedAt(), OrderView.of(order));
    }

    private String ofReturn(OrderReturn returned) {
        return write(EventType.of(returned.status()).stream(), returned.finishedAt(), ReturnView.of(returned));
    }

    private String ofTest(EventSubject test) {
        return write(Stream.of(EventType.TEST), test.recordedAt(), new TestData(test.endpointId()));
    }

    private String write(Stream<EventType> type, @Nullable Instant timestamp, Object data) {
        return json.writeValueAsString(new EventBody(
                type.findFirst()
                        .orElseThrow(
                                () -> new IllegalStateException("An event of something that has not ended: " + data))
                        .wireName(),
                Objects.requireNonNull(timestamp, "what has ended has a time"),
                data));
    }
}
