package checkout.saga.runtime.drive;

import checkout.messaging.Effects;
import checkout.messaging.MessageTypeRegistry;
import checkout.saga.engine.IgnoredInputReason;
import checkout.saga.engine.SagaDecision.Ignored;
import checkout.saga.engine.SagaDecision.Impossible;
import checkout.saga.engine.SagaDecision.Moved;
import checkout.saga.engine.SagaInput.ResolveRequested;
import checkout.saga.engine.state.SagaOutcome;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.StatedOutcome;
import checkout.saga.runtime.store.DeployedVersions;
import checkout.saga.runtime.store.ParkedSagas;
import checkout.saga.runtime.store.SagaRow;
import checkout.saga.runtime.store.Sagas;
import checkout.saga.runtime.store.StoredSaga;
import checkout.saga.runtime.store.UnreadableSaga;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Ends a saga of a batch by hand, and tells the owner of its business row how it ended. */
@Component
class SagaResolution {
    private final Sagas sagas;
    private final ParkedSagas parkedSagas;
    private final DeployedVersions deployed;
    private final SagaTypes types;
    private final MessageTypeRegistry messageTypes;

    SagaResolution(
            Sagas sagas,
            ParkedSagas parkedSagas,
            DeployedVersions deployed,
            SagaTypes types,
            MessageTypeRegistry messageTypes) {
        this.sagas = sagas;
        this.parkedSagas = parkedSagas;
        this.deployed = deployed;
        this.types = types;
        this.messageTypes = messageTypes;
    }

    /**
     * Ends a saga of a batch if that is possible, and tells the owner of its business row.
     *
     * @param traceparent of the saga's latest message
     * @param byColumns takes what has to be written if the saga's state cannot be read or decided
     */
    ActionResult resolve(
            SagaBatch batch, StoredSaga saga, ResolveRequest request, @Nullable String traceparent, Effects byColumns) {
        Optional<StatedOutcome> words = types.named(saga.type()).flatMap(SagaType::statedOutcome);
        Optional<SagaOutcome> outcome = StatedOutcome.read(request.outcome(), words);
        if (outcome.isEmpty()) {
            return new ActionResult.Refused("'%s' is not an outcome of a saga of type '%s'; state %s"
                    .formatted(request.outcome(), saga.type(), words(words)));
        }
        Optional<String> notDeployed = types.notDeployed(saga.type(), saga.version());
        if (notDeployed.isPresent()) {
            return withoutDefinition(saga, request, outcome.get(), notDeployed.get(), traceparent, byColumns);
        }
        return switch (saga) {
            case SagaRow row -> decided(batch, row, request, outcome.get(), traceparent);
            case UnreadableSaga unreadable -> byColumns(unreadable, outcome.get(), traceparent, byColumns);
        };
    }

    /** The words for the outcomes of a type's sagas, for people to read. */
    static String words(Optional<StatedOutcome> words) {
        return words.map(stated -> String.join(" or ", stated.words()))
                .orElse("%s or %s".formatted(SagaOutcome.COMPLETED, SagaOutcome.COMPENSATED));
    }

    private static ActionResult decided(
            SagaBatch batch, SagaRow saga, ResolveRequest request, SagaOutcome outcome, @Nullable String traceparent) {
        var input = new ResolveRequested(outcome, request.force(), request.reason(), request.note(), request.who());
        return batch.wholly(saga.id(), () -> switch (batch.decide(saga.id(), input, traceparent)) {
            case Moved<?> moved -> {
                batch.takeKept(saga.id());
                yield new ActionResult.Done(moved.state().phase(), ResolveConsequences.of(saga.state(), outcome));
            }
            case Ignored<?>(IgnoredInputReason why) -> new ActionResult.Refused(explained(why));
            case Impossible<?> impossible -> new ActionResult.Refused(impossible.finding());
        });
    }

    private static String explained(IgnoredInputReason why) {
        return why == IgnoredInputReason.STILL_RUNNING
                ? why.description()
                        + "; with force it is ended now, and an answer that comes later is recorded as an anomaly"
                : why.description();
    }

    /** An instance that has the version knows what is in flight. Without any, the outcome alone can be told. */
    private ActionResult withoutDefinition(
            StoredSaga saga,
            ResolveRequest request,
            SagaOutcome outcome,
            String reason,
            @Nullable String traceparent,
            Effects effects) {
        List<String> instances = deployed.instances(saga.type(), saga.version());
        if (!instances.isEmpty()) {
            return new ActionResult.Refused(
                    "%s here, but on %s; send the request there".formatted(reason, String.join(", ", instances)));
        }
        if (!request.force()) {
            return new ActionResult.Refused(
                    "%s, on no running instance; deploy it, or resolve with force, which states the outcome without a look at what is in flight"
                            .formatted(reason));
        }
        return byColumns(saga, outcome, traceparent, effects);
    }

    /** Needs nothing but the saga's id and type. */
    private ActionResult byColumns(
            StoredSaga saga, SagaOutcome outcome, @Nullable String traceparent, Effects effects) {
        if (saga.phase().ended() && saga.phase() != SagaPhase.RESOLVED) {
            return new ActionResult.Refused(IgnoredInputReason.ALREADY_ENDED.description());
        }
        Optional<UUID> key = sagas.key(saga.id());
        boolean keyedById = types.named(saga.type()).map(SagaType::isKeyedById).orElse(true);
        if (key.isEmpty() && !keyedById) {
            return new ActionResult.Refused(
                    "the key of its messages is not known, because its row cannot be read and its messages are older than their retention; repair the row");
        }
        Optional<SagaOutcome> stated = parkedSagas.statedOutcome(saga.id());
        if (stated.isPresent() && stated.get() != outcome) {
            return new ActionResult.Refused(
                    "it is resolved as %s, and the owner of its business row may have taken that; another outcome can be stated once its version is deployed and its row can be read"
                            .formatted(types.named(saga.type())
                                    .flatMap(SagaType::statedOutcome)
                                    .map(words -> words.word(stated.get()))
                                    .orElse(stated.get().name())));
        }
        List<String> mayHappen = new ArrayList<>();
        mayHappen.add("What the saga has done and what is in flight is not known here, because %s."
                .formatted(
                        switch (saga) {
                            case UnreadableSaga unreadable -> unreadable.reason();
                            case SagaRow row -> "its version is not deployed";
                        }));
        types.named(saga.type())
                .flatMap(SagaType::statedOutcome)
                .ifPresentOrElse(
                        named -> {
                            OutgoingSagaMessages outgoing = new OutgoingSagaMessages(messageTypes);
                            outgoing.outcome(named, saga.id(), key.orElse(saga.id()), outcome, 1, traceparent);
                            outgoing.addTo(effects);
                        },
                        () -> mayHappen.add(
                                "Nobody is told of the outcome, because the saga's type is not deployed here; correct what it concerns by hand."));
        // after the message, which the type's own functions make: if they fail, nothing is changed
        parkedSagas.resolve(saga.id(), outcome, effects);
        parkedSagas.forget(List.of(saga.id()), effects);
        return new ActionResult.Done(SagaPhase.RESOLVED, mayHappen);
    }
}
