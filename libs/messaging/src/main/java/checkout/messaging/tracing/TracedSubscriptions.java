package checkout.messaging.tracing;

import checkout.messaging.Subscription;
import java.util.List;

/** The subscriptions of a service, traced if there are spans. A raw one handles the records of others and is not traced. */
public final class TracedSubscriptions {
    private TracedSubscriptions() {}

    public static List<Subscription> of(List<Subscription> subscriptions, Spans spans) {
        return spans.areOn()
                ? subscriptions.stream()
                        .map(subscription -> subscription.raw() ? subscription : traced(subscription, spans))
                        .toList()
                : subscriptions;
    }

    private static Subscription traced(Subscription subscription, Spans spans) {
        return new Subscription(
                subscription.group(), subscription.topics(), new TracedHandler(subscription.handler(), spans));
    }
}
