package checkout.saga.runtime.operator;

import checkout.saga.engine.IgnoredInputReason;
import checkout.saga.engine.SagaDecision;
import checkout.saga.engine.SagaEngine;
import checkout.saga.engine.SagaInput;
import checkout.saga.engine.SagaInput.OperatorRequested;
import checkout.saga.engine.SagaInput.OperatorRequested.Request;
import checkout.saga.engine.SagaInput.ResolveRequested;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaVersions.Lookup;
import checkout.saga.engine.state.SagaOutcome;
import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.StatedOutcome;
import checkout.saga.runtime.operator.SagaDetail.Possible;
import checkout.saga.runtime.store.DeployedVersions;
import checkout.saga.runtime.store.FaultDescription;
import checkout.saga.runtime.store.SagaRow;
import checkout.saga.runtime.store.StoredSaga;
import checkout.saga.runtime.store.UnreadableSaga;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds out which actions on a saga would be accepted now. */
@Component
class PossibleActions {
    private static final String RESOLVE = "resolve";

    private final SagaTypes types;
    private final DeployedVersions deployed;

    PossibleActions(SagaTypes types, DeployedVersions deployed) {
        this.types = types;
        this.deployed = deployed;
    }

    Map<String, Possible> of(StoredSaga saga) {
        Map<String, Possible> actions = new LinkedHashMap<>();
        for (Request request : Request.values()) {
            actions.put(
                    request.name().toLowerCase(Locale.ROOT), possible(saga, new OperatorRequested(request, "", "")));
        }
        // whether an outcome is possible hardly depends on which it is: every saga may have been undone
        Possible resolve = possible(saga, new ResolveRequested(SagaOutcome.COMPENSATED, false, "", null, ""));
        actions.put(RESOLVE, resolve.stating(words(saga.type())));
        return actions;
    }

    private List<String> words(String type) {
        return types.named(type)
                .flatMap(SagaType::statedOutcome)
                .map(StatedOutcome::words)
                .orElseGet(() ->
                        Arrays.stream(SagaOutcome.values()).map(Enum::name).toList());
    }

    private Possible possible(StoredSaga saga, SagaInput request) {
        boolean resolve = request instanceof ResolveRequested;
        Optional<String> notDeployed = types.notDeployed(saga.type(), saga.version());
        if (notDeployed.isPresent() && !saga.phase().ended()) {
            return resolve ? resolveElsewhere(saga, notDeployed.get()) : Possible.no(notDeployed.get());
        }
        return switch (saga) {
            case StoredSaga ended
            when notDeployed.isPresent() -> Possible.no(IgnoredInputReason.ALREADY_ENDED.description());
            case UnreadableSaga unreadable
            when unreadable.phase().ended() -> Possible.no(IgnoredInputReason.ALREADY_ENDED.description());
            case UnreadableSaga unreadable -> resolve ? Possible.YES : Possible.no(unreadable.reason());
            case SagaRow row -> possible(types.named(row.type()).orElseThrow(), row, request);
        };
    }

    private Possible resolveElsewhere(StoredSaga saga, String notDeployed) {
        List<String> instances = deployed.instances(saga.type(), saga.version());
        return Possible.no(
                instances.isEmpty()
                        ? notDeployed + "; it can be resolved with force"
                        : "%s; resolve it on %s".formatted(notDeployed, String.join(", ", instances)));
    }

    private static <D> Possible possible(SagaType<D> type, SagaRow row, SagaInput request) {
        return switch (type.version(row.version())) {
            case Lookup.Known<D>(Saga<D> definition) -> possible(type, definition, row, request);
            case Lookup.Unknown<D>(String reason) -> Possible.no(reason);
        };
    }

    private static <D> Possible possible(SagaType<D> type, Saga<D> definition, SagaRow row, SagaInput request) {
        try {
            return SagaEngine.decide(definition, row.state(), type.dataClass().cast(row.data()), request)
                            instanceof SagaDecision.Ignored<D>(IgnoredInputReason why)
                    ? Possible.no(why.description())
                    : Possible.YES;
        } catch (RuntimeException failure) {
            // the definition's own functions may throw anything
            return Possible.no("it cannot be decided: " + FaultDescription.of(failure));
        }
    }
}
