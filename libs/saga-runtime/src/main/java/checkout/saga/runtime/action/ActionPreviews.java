package checkout.saga.runtime.action;

import checkout.messaging.MessageTypeRegistry;
import checkout.saga.engine.IgnoredInputReason;
import checkout.saga.engine.SagaDecision.Ignored;
import checkout.saga.engine.SagaDecision.Impossible;
import checkout.saga.engine.SagaDecision.Moved;
import checkout.saga.engine.SagaEngine;
import checkout.saga.engine.SagaInput;
import checkout.saga.engine.SagaInput.OperatorRequested;
import checkout.saga.engine.SagaInput.OperatorRequested.Request;
import checkout.saga.engine.SagaInput.ResolveRequested;
import checkout.saga.engine.SagaInput.SagaDeadlinePassed;
import checkout.saga.engine.StepCommand;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaVersions.Lookup;
import checkout.saga.engine.state.SagaState.Resolution;
import checkout.saga.engine.state.StepAction;
import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.StatedOutcome;
import checkout.saga.runtime.store.DeployedVersions;
import checkout.saga.runtime.store.FaultDescription;
import checkout.saga.runtime.store.SagaRow;
import checkout.saga.runtime.store.StoredSaga;
import checkout.saga.runtime.store.UnreadableSaga;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds out what would follow from a request, and changes nothing. */
@Component
public class ActionPreviews {
    private final SagaTypes types;
    private final DeployedVersions deployed;
    private final MessageTypeRegistry messageTypes;

    public ActionPreviews(SagaTypes types, DeployedVersions deployed, MessageTypeRegistry messageTypes) {
        this.types = types;
        this.deployed = deployed;
        this.messageTypes = messageTypes;
    }

    /** What would follow if the saga were given this request of an operator now. */
    public ActionPreview of(StoredSaga saga, SagaInput request) {
        Optional<String> notDeployed = types.notDeployed(saga.type(), saga.version());
        if (saga instanceof UnreadableSaga unreadable
                && unreadable.damaged()
                && !unreadable.phase().ended()) {
            return ActionPreview.no(unreadable.reason());
        }
        boolean resolve = request instanceof ResolveRequested;
        if (notDeployed.isPresent() && !saga.phase().ended()) {
            return resolve
                    ? resolveElsewhere(saga, notDeployed.get(), ((ResolveRequested) request).force())
                    : ActionPreview.no(notDeployed.get());
        }
        return switch (saga) {
            case StoredSaga ended
            when notDeployed.isPresent() -> ActionPreview.no(IgnoredInputReason.ALREADY_ENDED.description());
            case UnreadableSaga unreadable
            when unreadable.phase().ended() -> ActionPreview.no(IgnoredInputReason.ALREADY_ENDED.description());
            case UnreadableSaga unreadable ->
                resolve ? new ActionPreview(true, null, List.of()) : ActionPreview.no(unreadable.reason());
            case SagaRow row -> preview(types.named(row.type()).orElseThrow(), row, request);
        };
    }

    private ActionPreview resolveElsewhere(StoredSaga saga, String notDeployed, boolean force) {
        List<String> instances = deployed.instances(saga.type(), saga.version());
        if (!instances.isEmpty()) {
            return ActionPreview.no("%s; resolve it on %s".formatted(notDeployed, String.join(", ", instances)));
        }
        return force
                ? new ActionPreview(true, null, List.of())
                : ActionPreview.no(notDeployed + "; it can be resolved with force");
    }

    private <D> ActionPreview preview(SagaType<D> type, SagaRow row, SagaInput request) {
        boolean cancel = request instanceof OperatorRequested requested && requested.request() == Request.CANCEL;
        if (cancel && !row.phase().ended() && !type.isCancellable()) {
            return ActionPreview.no("nobody can cancel a saga of type '%s'; compensate it".formatted(type.name()));
        }
        return switch (type.version(row.version())) {
            case Lookup.Known<D>(Saga<D> definition) -> preview(type, definition, row, request);
            case Lookup.Unknown<D>(String reason) -> ActionPreview.no(reason);
        };
    }

    private <D> ActionPreview preview(SagaType<D> type, Saga<D> definition, SagaRow row, SagaInput request) {
        try {
            D data = type.dataClass().cast(row.data());
            if (request instanceof OperatorRequested requested
                    && hasMissedItsDeadline(row)
                    && SagaEngine.decide(definition, row.state().resumed(), data, new SagaDeadlinePassed())
                            instanceof Moved<D> undone) {
                return requested.request() == Request.RETRY
                        ? ActionPreview.no("its deadline passed while it was parked, so it will be undone")
                        : new ActionPreview(true, null, commands(type, row, undone));
            }
            return switch (SagaEngine.decide(definition, row.state(), data, request)) {
                case Moved<D> moved -> new ActionPreview(true, null, commands(type, row, moved));
                case Ignored<D>(IgnoredInputReason why) -> ActionPreview.no(why.description());
                case Impossible<D> impossible -> ActionPreview.no(impossible.finding());
            };
        } catch (RuntimeException failure) {
            // the definition's own functions may throw anything
            return ActionPreview.no("it cannot be decided: " + FaultDescription.of(failure));
        }
    }

    /** Whoever takes up a parked saga looks at its deadline first. */
    private static boolean hasMissedItsDeadline(SagaRow row) {
        return row.state().parked() != null && row.timers().isDeadlinePassed(Instant.now());
    }

    private <D> List<PlannedCommand> commands(SagaType<D> type, SagaRow row, Moved<D> moved) {
        List<PlannedCommand> commands = new ArrayList<>();
        for (StepCommand command : moved.commands()) {
            commands.add(planned(command.payload(), command.step(), command.action(), command.attempt()));
        }
        Resolution resolution = moved.state().resolution();
        Optional<StatedOutcome> stated = type.statedOutcome();
        if (resolution != null && resolution.outcome() != null && stated.isPresent()) {
            Object body = stated.get()
                    .command()
                    .of(row.id(), type.key(row.id(), moved.data()), Objects.requireNonNull(resolution.outcome()));
            commands.add(planned(body, Saga.RESOLUTION, StepAction.DO, resolution.attempts()));
        }
        return commands;
    }

    private PlannedCommand planned(Object body, String step, StepAction action, int attempt) {
        MessageTypeRegistry.Entry type = messageTypes.of(body);
        return new PlannedCommand(type.name(), step, action.name(), attempt, type.topic());
    }
}
