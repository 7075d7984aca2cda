package checkout.saga.runtime.actrun;

import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.act.ActItem.Outcome;
import checkout.saga.runtime.act.ActSettings;
import checkout.saga.runtime.drive.ActionOutcome;
import checkout.saga.runtime.store.SagaRow;
import checkout.saga.runtime.store.StoredSaga;
import checkout.saga.runtime.store.TolerantSagaReader;
import checkout.saga.runtime.store.UnreadableSaga;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks again at the sagas that have taken an act's request, until what was sent is answered or has had the time to be. Only
 * sagas that have moved since the last look are read.
 */
@Component
class ActConfirmation {
    private static final int BATCH = 500;

    private final RunningItems items;
    private final TolerantSagaReader sagas;
    private final SagaTypes types;
    private final TransactionTemplate transaction;
    private final ActSettings settings;

    ActConfirmation(
            RunningItems items,
            TolerantSagaReader sagas,
            SagaTypes types,
            TransactionTemplate transaction,
            ActSettings settings) {
        this.items = items;
        this.sagas = sagas;
        this.types = types;
        this.transaction = transaction;
        this.settings = settings;
    }

    void lookAgain() {
        int looked;
        do {
            looked = lookAtSome();
        } while (looked == BATCH);
    }

    private int lookAtSome() {
        return Objects.requireNonNull(transaction.execute(status -> {
            List<RequestedItem> requested = items.lockRequested(BATCH, settings.confirmWithin());
            if (!requested.isEmpty()) {
                look(requested);
            }
            return requested.size();
        }));
    }

    private void look(List<RequestedItem> requested) {
        List<UUID> ids = requested.stream().map(RequestedItem::saga).distinct().toList();
        Map<UUID, StoredSaga> stored =
                sagas.read(ids).stream().collect(Collectors.toMap(StoredSaga::id, Function.identity()));
        Map<UUID, StepAnswers> answers = items.answers(undone(stored.values()));
        List<ItemUpdate> updates = new ArrayList<>();
        for (RequestedItem item : requested) {
            ItemUpdate update =
                    look(item, stored.get(item.saga()), answers.getOrDefault(item.saga(), StepAnswers.NONE));
            if (update != null) {
                updates.add(update);
            }
        }
        if (!updates.isEmpty()) {
            items.update(updates);
        }
    }

    /** The sagas whose states do not say what was answered. */
    private static List<UUID> undone(Collection<StoredSaga> sagas) {
        return sagas.stream()
                .filter(saga -> saga instanceof SagaRow row && row.state().abort() != null)
                .map(StoredSaga::id)
                .toList();
    }

    /** Returns null as long as it may still be answered. */
    private @Nullable ItemUpdate look(RequestedItem item, @Nullable StoredSaga saga, StepAnswers answers) {
        return switch (saga) {
            case null -> ItemUpdate.looked(item, Outcome.NOT_CONFIRMED, "the saga is not kept any more", null);
            case UnreadableSaga unreadable ->
                item.overdue()
                        ? ItemUpdate.looked(
                                item, Outcome.NOT_CONFIRMED, unreadable.reason(), ActionOutcome.standing(unreadable))
                        : null;
            case SagaRow row -> look(item, row, answers);
        };
    }

    private @Nullable ItemUpdate look(RequestedItem item, SagaRow saga, StepAnswers answers) {
        boolean told = types.named(saga.type()).flatMap(SagaType::statedOutcome).isPresent();
        String after = ActionOutcome.standing(saga);
        return switch (Confirmation.of(item.sent(), saga.state(), answers, told)) {
            case Confirmation.Confirmed(String how) -> ItemUpdate.looked(item, Outcome.DONE, how, after);
            case Confirmation.Failed(String why) -> ItemUpdate.looked(item, Outcome.NOT_CONFIRMED, why, after);
            case Confirmation.Waiting(String forWhat) ->
                item.overdue()
                        ? ItemUpdate.looked(
                                item,
                                Outcome.NOT_CONFIRMED,
                                "after %s, %s".formatted(settings.confirmWithin(), forWhat),
                                after)
                        : null;
        };
    }
}
