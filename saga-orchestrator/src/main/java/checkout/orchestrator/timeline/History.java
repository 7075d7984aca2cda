package checkout.orchestrator.timeline;

import checkout.contracts.Topics;
import checkout.messaging.Catalogue;
import checkout.orchestrator.definition.Checkout;
import checkout.orchestrator.desk.Ids;
import checkout.orchestrator.desk.Withheld;
import checkout.orchestrator.timeline.Moment.Kind;
import checkout.saga.engine.definition.Definitions;
import checkout.saga.engine.definition.Definitions.Found;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells what happened to a saga, and who owes it an answer. */
@Component
public class History {
    private static final int MOST_OF_A_KIND = 500;
    private static final Map<String, String> PARTICIPANTS = Map.of(
            Topics.INVENTORY_COMMANDS, "inventory-service",
            Topics.PAYMENTS_COMMANDS, "payment-service",
            Topics.ORDERS_COMMANDS, "order-service");

    private final Moments moments;
    private final Catalogue catalogue;
    private final Definitions<Checkout> definitions;

    History(Moments moments, Catalogue catalogue, Definitions<Checkout> definitions) {
        this.moments = moments;
        this.catalogue = catalogue;
        this.definitions = definitions;
    }

    /**
     * What is kept of a saga's history, oldest first.
     *
     * @param complete false where there was more than is shown
     */
    public record Told(List<Event> timeline, boolean complete, List<Debt> owed) {}

    public Told of(UUID id, SagaState state) {
        List<Moment> found = moments.of(id, MOST_OF_A_KIND + 1);
        boolean complete =
                found.stream().map(Moment::kind).distinct().allMatch(kind -> count(found, kind) <= MOST_OF_A_KIND);
        Map<UUID, String> notes =
                complete && definitions.find(state.saga(), state.version()) instanceof Found.Known<Checkout> known
                        ? Retelling.notes(known.saga(), catalogue, found)
                        : Map.of();
        return new Told(found.stream().map(moment -> event(moment, notes)).toList(), complete, owed(state, found));
    }

    /** The trace a saga's latest message belongs to. */
    public @Nullable String traceparent(UUID saga) {
        return moments.traceparent(saga);
    }

    private static long count(List<Moment> moments, Kind kind) {
        return moments.stream().filter(moment -> moment.kind() == kind).count();
    }

    private Event event(Moment moment, Map<UUID, String> notes) {
        boolean acted = moment.kind() == Kind.ACTED;
        String topic = moment.topic() != null
                ? moment.topic()
                : catalogue.named(moment.type()).map(Catalogue.Entry::topic).orElse(null);
        return new Event(
                moment.id(),
                Ids.timeOf(moment.id()),
                moment.kind().name(),
                moment.type(),
                moment.step(),
                moment.action(),
                moment.attempt(),
                topic,
                acted ? null : Withheld.payload(moment.payload(), false, origin(topic)),
                moment.who(),
                acted ? moment.note() : null,
                acted ? moment.refusal() : notes.get(moment.id()));
    }

    private static String origin(@Nullable String topic) {
        return topic == null ? "" : topic.replace(".dlt", "");
    }

    private static List<Debt> owed(SagaState state, List<Moment> moments) {
        List<Debt> owed = new ArrayList<>();
        for (StepState step : state.current()) {
            moments.stream()
                    .filter(moment -> moment.command()
                            && step.step().equals(moment.step())
                            && step.status().action().name().equals(moment.action()))
                    .reduce((earlier, later) -> later)
                    .ifPresent(asked -> owed.add(new Debt(
                            PARTICIPANTS.getOrDefault(String.valueOf(asked.topic()), String.valueOf(asked.topic())),
                            asked.type(),
                            step.step(),
                            step.status().action().name(),
                            step.attempt(),
                            step.of(),
                            Ids.timeOf(asked.id()))));
        }
        return owed;
    }
}
