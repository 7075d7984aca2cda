package checkout.lab.scenario.report;

import checkout.lab.http.JsonHttpClient;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.history.History;
import checkout.lab.scenario.history.HistoryEvent;
import checkout.lab.stack.state.StackException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds the checkout of the first counter-example, and reads its history while the stack still has it. */
public final class ViolationReader {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final String TIMELINE = "timeline";

    private final ScenarioContext context;

    public ViolationReader(ScenarioContext context) {
        this.context = context;
    }

    /** Returns null if every expectation held. */
    public @Nullable Violation first(List<ExpectationResult> findings) throws InterruptedException {
        Optional<ExpectationResult> broken = findings.stream()
                .filter(each -> !each.holds() && !each.demanded())
                .findFirst();
        if (broken.isEmpty()) {
            return null;
        }
        String expectation = broken.get().expectation();
        // one that names a checkout tells more than one that does not
        for (String example : broken.get().counterExamples()) {
            UUID checkout = checkout(example);
            if (checkout != null) {
                return of(expectation, example, checkout);
            }
        }
        return new Violation(expectation, broken.get().counterExamples().getFirst(), null, "", List.of(), List.of());
    }

    private Violation of(String expectation, String example, UUID checkout) throws InterruptedException {
        JsonNode saga = saga(checkout);
        List<Violation.Moment> timeline = saga == null
                ? List.of()
                : StreamSupport.stream(saga.path(TIMELINE).spliterator(), false)
                        .map(ViolationReader::moment)
                        .toList();
        return new Violation(
                expectation,
                example,
                checkout,
                saga == null ? "The orchestrator has no saga of it, or did not answer." : withoutTimeline(saga),
                timeline,
                calls(checkout));
    }

    /** The first id in the text that is one of an order. */
    private @Nullable UUID checkout(String text) {
        List<UUID> ids = ids(text);
        try {
            for (UUID id : ids) {
                if (context.number("select count(*) from orders.orders where id = ?", id) > 0) {
                    return id;
                }
            }
        } catch (SQLException databaseAway) {
            context.log("the checkout of the counter-example cannot be looked up (%s)", databaseAway.getMessage());
        }
        return ids.isEmpty() ? null : ids.getFirst();
    }

    static List<UUID> ids(String text) {
        return ID.matcher(text)
                .results()
                .map(found -> UUID.fromString(found.group()))
                .toList();
    }

    private @Nullable JsonNode saga(UUID checkout) throws InterruptedException {
        try {
            // the history of the run is complete by now
            var response = JsonHttpClient.operator(context.stack())
                    .get(context.stack().ports().url("saga-orchestrator") + "/v1/sagas/" + checkout);
            return response.status() == 200 ? response.body() : null;
        } catch (StackException noAnswer) {
            context.log("the saga of the counter-example cannot be read (%s)", noAnswer.getMessage());
            return null;
        }
    }

    private static String withoutTimeline(JsonNode saga) {
        var copy = saga.deepCopy();
        if (copy instanceof tools.jackson.databind.node.ObjectNode object) {
            object.remove(TIMELINE);
        }
        return copy.toPrettyString();
    }

    private static Violation.Moment moment(JsonNode entry) {
        String what = Stream.of("type", "step", "action", "attempt")
                .map(field -> entry.path(field))
                .filter(value -> !value.isMissingNode() && !value.isNull())
                .map(JsonNode::asString)
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
        String detail = Stream.of("payload", "who", "reason", "note")
                .map(field -> entry.path(field))
                .filter(value -> !value.isMissingNode() && !value.isNull())
                .map(value -> value.isString() ? value.asString() : value.toString())
                .reduce((one, other) -> one + " " + other)
                .orElse("");
        return new Violation.Moment(
                entry.path("at").asString(), entry.path("kind").asString(), what, detail);
    }

    private List<HistoryEvent> calls(UUID checkout) {
        List<HistoryEvent> all = History.read(context.history().file());
        List<String> keys = all.stream()
                .filter(event -> checkout.equals(event.checkout()) && event.key() != null)
                .map(event -> String.valueOf(event.key()))
                .distinct()
                .toList();
        return all.stream()
                .filter(event -> checkout.equals(event.checkout()) || keys.contains(String.valueOf(event.key())))
                .toList();
    }
}
