package checkout.saga.runtime.act;

import checkout.messaging.MessageIds;
import checkout.saga.engine.SagaInput;
import checkout.saga.engine.SagaInput.ResolveRequested;
import checkout.saga.engine.state.SagaOutcome;
import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.StatedOutcome;
import checkout.saga.runtime.action.ActionPreview;
import checkout.saga.runtime.action.ActionPreviews;
import checkout.saga.runtime.action.PlannedCommand;
import checkout.saga.runtime.audit.OperatorAction.Action;
import checkout.saga.runtime.drive.ActionOutcome;
import checkout.saga.runtime.operator.SagaFilter;
import checkout.saga.runtime.operator.SagaList;
import checkout.saga.runtime.store.Sagas;
import checkout.saga.runtime.store.StoredSaga;
import checkout.saga.runtime.store.TolerantSagaReader;
import checkout.web.PageCursor;
import checkout.web.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Creates an act: collects its sagas with the versions that they have now, and what the act would do to each. It reads and
 * writes them in batches; if it does not come to its end, the act never runs.
 */
@Component
class ActCreation {
    static final int MOST_SAGAS = 50_000;
    private static final int BATCH = 500;
    private static final int SHOWN_IDS = 50;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SagaList list;
    private final Sagas sagas;
    private final TolerantSagaReader reader;
    private final SagaTypes types;
    private final ActionPreviews previews;
    private final Acts acts;
    private final ActItems items;

    ActCreation(
            SagaList list,
            Sagas sagas,
            TolerantSagaReader reader,
            SagaTypes types,
            ActionPreviews previews,
            Acts acts,
            ActItems items) {
        this.list = list;
        this.sagas = sagas;
        this.reader = reader;
        this.types = types;
        this.previews = previews;
        this.acts = acts;
        this.items = items;
    }

    UUID create(ActBody body, String who) {
        Action action = body.checkedAction();
        SagaFilter filter = body.checkedFilter();
        String reason = body.checkedReason();
        body.checkWords(who);
        List<UUID> ids = ids(filter);
        UUID act = MessageIds.next();
        acts.insert(act, body, shown(filter), who);
        Map<Kind, Integer> sends = new HashMap<>();
        int possible = 0;
        for (int from = 0; from < ids.size(); from += BATCH) {
            List<PlannedItem> planned =
                    planned(ids.subList(from, Math.min(from + BATCH, ids.size())), action, body, reason, who);
            items.insert(act, planned);
            for (PlannedItem item : planned) {
                possible += item.preview().possible() ? 1 : 0;
                item.preview().sends().forEach(command -> sends.merge(Kind.of(command), 1, Integer::sum));
            }
        }
        acts.created(act, body.planned(), ids.size(), possible, json(sends));
        return act;
    }

    /** The filter as the act shows it; of thousands of ids the first will do. */
    private static JsonNode shown(SagaFilter filter) {
        JsonNode shown = JSON.valueToTree(filter);
        if (shown instanceof ObjectNode criteria) {
            criteria.removeIf(JsonNode::isNull);
            criteria.remove("empty");
            if (criteria.path("ids") instanceof ArrayNode ids) {
                while (ids.size() > SHOWN_IDS) {
                    ids.remove(ids.size() - 1);
                }
            }
        }
        return shown;
    }

    private List<UUID> ids(SagaFilter filter) {
        List<UUID> found = list.ids(filter, PageCursor.read(null), MOST_SAGAS + 1);
        if (found.size() > MOST_SAGAS) {
            throw new ProblemException(
                            HttpStatus.BAD_REQUEST,
                            "too-many",
                            "Too many sagas",
                            "The filter matches more than %,d sagas; narrow it, for instance by state, step or olderThan."
                                    .formatted(MOST_SAGAS))
                    .with("most", MOST_SAGAS);
        }
        // sagas that were named, and nothing else, each get an outcome, whether they exist or not
        Set<UUID> all = new LinkedHashSet<>(found);
        filter.idsOnly().forEach(id -> all.add(UUID.fromString(id)));
        return List.copyOf(all);
    }

    /** The versions are read first, so that a saga that moves in between counts as moved. */
    private List<PlannedItem> planned(List<UUID> ids, Action action, ActBody body, String reason, String who) {
        Map<UUID, Instant> versions = sagas.movedAt(ids);
        Map<UUID, StoredSaga> stored =
                reader.read(ids).stream().collect(Collectors.toMap(StoredSaga::id, Function.identity()));
        List<PlannedItem> planned = new ArrayList<>();
        for (UUID id : ids) {
            StoredSaga saga = stored.get(id);
            planned.add(
                    saga == null
                            ? new PlannedItem(id, null, null, null, none("the saga does not exist"))
                            : new PlannedItem(
                                    id,
                                    saga.type(),
                                    versions.get(id),
                                    ActionOutcome.standing(saga),
                                    preview(saga, action, body, reason, who)));
        }
        return planned;
    }

    private ActionPreview preview(StoredSaga saga, Action action, ActBody body, String reason, String who) {
        if (action != Action.RESOLVE) {
            var request = SagaInput.OperatorRequested.Request.valueOf(action.name());
            return previews.of(saga, new SagaInput.OperatorRequested(request, reason, who));
        }
        String word = String.valueOf(body.outcome());
        Optional<SagaOutcome> outcome =
                StatedOutcome.read(word, types.named(saga.type()).flatMap(SagaType::statedOutcome));
        return outcome.isEmpty()
                ? none("'%s' is not an outcome of a saga of type '%s'".formatted(word, saga.type()))
                : previews.of(saga, new ResolveRequested(outcome.get(), body.forced(), reason, body.note(), who));
    }

    private static ActionPreview none(String why) {
        return new ActionPreview(false, why, List.of());
    }

    /** What commands have in common that differ by their sagas. */
    private record Kind(String type, String step, String action, String topic) {
        static Kind of(PlannedCommand command) {
            return new Kind(command.type(), command.step(), command.action(), command.topic());
        }
    }

    private record Counted(String type, String step, String action, String topic, int count) {}

    private static String json(Map<Kind, Integer> sends) {
        List<Counted> counted = sends.entrySet().stream()
                .map(entry -> new Counted(
                        entry.getKey().type(),
                        entry.getKey().step(),
                        entry.getKey().action(),
                        entry.getKey().topic(),
                        entry.getValue()))
                .sorted((one, other) -> Integer.compare(other.count(), one.count()))
                .toList();
        return JSON.writeValueAsString(counted);
    }
}
