package checkout.lab.scenario.kafka;

import checkout.lab.scenario.context.ScenarioContext;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which service consumes which topics, and where it remembers what it has received. */
public final class Consumers {

    private static final Map<String, Consumer> BY_SERVICE = Map.of(
            "order-service", new Consumer("orders.inbox", List.of("orders.commands")),
            "inventory-service", new Consumer("inventory.inbox", List.of("inventory.commands")),
            "payment-service", new Consumer("payments.inbox", List.of("payments.commands")),
            "saga-orchestrator", new Consumer("sagas.inbox", List.of("orders.events", "checkout.replies")));

    private Consumers() {}

    private record Consumer(String inbox, List<String> topics) {}

    public static List<String> topics(String service) {
        return of(service).topics();
    }

    static String inbox(String service) {
        return of(service).inbox();
    }

    /** The service's role in the database, whose name is that of its schema. */
    static String role(String service) {
        String inbox = inbox(service);
        return inbox.substring(0, inbox.indexOf('.'));
    }

    private static Consumer of(String service) {
        Consumer consumer = BY_SERVICE.get(service);
        if (consumer == null) {
            throw new IllegalArgumentException(service + " consumes nothing");
        }
        return consumer;
    }

    /**
     * The messages of the run that their consumer has not received. A service that consumes a record writes its id into its
     * inbox, whatever becomes of it, so a record that was skipped is missing there.
     */
    static List<String> neverReceived(ScenarioContext context) throws SQLException {
        List<String> never = new ArrayList<>();
        for (Map.Entry<String, Consumer> each : BY_SERVICE.entrySet()) {
            never.addAll(context.counterExamples(
                    """
                    select format('%%s has never received %%s of checkout %%s, the message %%s', ?::text, type, message_key, id)
                    from (
                        select id, topic, type, message_key, saga_id from orders.outbox
                        union all select id, topic, type, message_key, saga_id from inventory.outbox
                        union all select id, topic, type, message_key, saga_id from payments.outbox
                        union all select id, topic, type, message_key, saga_id from sagas.outbox
                    ) as sent
                    where id >= ?::uuid and coalesce(saga_id, id) >= ?::uuid and topic = any (?) and not exists (select from %s inbox where inbox.id = sent.id)
                    """.formatted(each.getValue().inbox()),
                    each.getKey(),
                    context.lowestMessageId(),
                    context.lowestId(),
                    each.getValue().topics().toArray(String[]::new)));
        }
        return never;
    }
}
