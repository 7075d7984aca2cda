package checkout.saga.runtime.operator;

import checkout.saga.engine.SagaInput;
import checkout.saga.engine.SagaInput.OperatorRequested;
import checkout.saga.engine.SagaInput.OperatorRequested.Request;
import checkout.saga.engine.SagaInput.ResolveRequested;
import checkout.saga.engine.state.SagaOutcome;
import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.StatedOutcome;
import checkout.saga.runtime.action.ActionPreview;
import checkout.saga.runtime.action.ActionPreviews;
import checkout.saga.runtime.operator.SagaDetail.Possible;
import checkout.saga.runtime.store.StoredSaga;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Says which actions on a saga would be accepted now, and what they would send. */
@Component
class PossibleActions {
    private static final String RESOLVE = "resolve";

    private final SagaTypes types;
    private final ActionPreviews previews;

    PossibleActions(SagaTypes types, ActionPreviews previews) {
        this.types = types;
        this.previews = previews;
    }

    Map<String, Possible> of(StoredSaga saga) {
        Map<String, Possible> actions = new LinkedHashMap<>();
        for (Request request : Request.values()) {
            actions.put(
                    request.name().toLowerCase(Locale.ROOT), possible(saga, new OperatorRequested(request, "", "")));
        }
        // whether an outcome is possible hardly depends on which it is: every saga may have been undone
        Possible resolve = possible(saga, resolved(false));
        boolean withForce =
                !resolve.possible() && previews.of(saga, resolved(true)).possible();
        actions.put(RESOLVE, resolve.stating(words(saga.type()), withForce));
        return actions;
    }

    private static SagaInput resolved(boolean force) {
        return new ResolveRequested(SagaOutcome.COMPENSATED, force, "", null, "");
    }

    private Possible possible(StoredSaga saga, SagaInput request) {
        ActionPreview preview = previews.of(saga, request);
        return new Possible(
                preview.possible(), preview.why(), null, preview.possible() ? preview.sends() : null, false);
    }

    private List<String> words(String type) {
        return types.named(type)
                .flatMap(SagaType::statedOutcome)
                .map(StatedOutcome::words)
                .orElseGet(() ->
                        Arrays.stream(SagaOutcome.values()).map(Enum::name).toList());
    }
}
