package checkout.saga.runtime.drive;

import checkout.saga.engine.IgnoredInputReason;
import checkout.saga.engine.SagaDecision;
import checkout.saga.engine.SagaDecision.Ignored;
import checkout.saga.engine.SagaDecision.Impossible;
import checkout.saga.engine.SagaDecision.Moved;
import checkout.saga.engine.SagaInput.OperatorRequested;
import checkout.saga.engine.SagaInput.OperatorRequested.Request;
import checkout.saga.engine.definition.AbortCause;
import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.store.DeployedVersions;
import checkout.saga.runtime.store.SagaRow;
import checkout.saga.runtime.store.StoredSaga;
import checkout.saga.runtime.store.UnreadableSaga;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Retries, compensates or cancels one saga of a batch as an operator requests, if the engine agrees. */
@Component
class MoveRequests {
    private final SagaTypes types;
    private final DeployedVersions deployed;

    MoveRequests(SagaTypes types, DeployedVersions deployed) {
        this.types = types;
        this.deployed = deployed;
    }

    ActionResult move(SagaBatch batch, StoredSaga saga, OperatorRequested request, @Nullable String traceparent) {
        if (saga.phase().ended()) {
            return new ActionResult.Refused(IgnoredInputReason.ALREADY_ENDED.description());
        }
        return switch (saga) {
            case UnreadableSaga unreadable ->
                new ActionResult.Refused(
                        "%s; repair the row, or resolve the saga by hand".formatted(unreadable.reason()));
            case SagaRow row -> {
                Optional<String> notDeployed = types.notDeployed(row.type(), row.version());
                yield notDeployed.isPresent()
                        ? notDeployed(batch, row, request, notDeployed.get())
                        : decide(batch, row, request, traceparent);
            }
        };
    }

    /** A saga that another instance runs is not parked. */
    private ActionResult notDeployed(SagaBatch batch, SagaRow saga, OperatorRequested request, String reason) {
        List<String> instances = deployed.instances(saga.type(), saga.version());
        if (!instances.isEmpty()) {
            return new ActionResult.Refused(
                    "%s here, but on %s; send the request there".formatted(reason, String.join(", ", instances)));
        }
        batch.parkings().notDeployed(saga, reason, request, null);
        return new ActionResult.Refused("%s; deploy that version again, or resolve the saga by hand".formatted(reason));
    }

    /** A retry also sends again what a parked saga waits for, because older versions did not keep its replies. */
    private ActionResult decide(
            SagaBatch batch, SagaRow saga, OperatorRequested request, @Nullable String traceparent) {
        if (request.request() == Request.CANCEL && !isCancellable(saga)) {
            return new ActionResult.Refused(notCancellable(saga));
        }
        batch.resume(saga);
        String failed = batch.parkings().reason(saga.id());
        if (failed != null) {
            return new ActionResult.Refused(failed);
        }
        if (saga.state().abort() == null && batch.find(saga.id()) instanceof SagaRow now) {
            AbortCause abort = now.state().abort();
            if (abort != null) {
                return undone(now, abort, request.request());
            }
        }
        SagaDecision<?> decision = batch.wholly(saga.id(), () -> {
            String parked = saga.state().parked();
            if (parked != null && request.request() == Request.RETRY) {
                batch.parkAgain(saga.id(), parked);
            }
            return batch.decide(saga.id(), request, traceparent);
        });
        return switch (decision) {
            case Moved<?> moved -> new ActionResult.Done(moved.state().phase(), List.of());
            case Ignored<?>(IgnoredInputReason why) -> new ActionResult.Refused(why.description());
            case Impossible<?> impossible -> new ActionResult.Refused(impossible.finding());
        };
    }

    /** What a saga missed while it was parked undoes it, such as its deadline: that is what some ask for, and no retry. */
    private static ActionResult undone(SagaRow now, AbortCause abort, Request request) {
        return switch (request) {
            case COMPENSATE, CANCEL -> new ActionResult.Done(now.phase(), List.of());
            case RETRY ->
                new ActionResult.Refused(
                        abort.cause() == AbortCause.Cause.DEADLINE_PASSED
                                ? "its deadline passed while it was parked, and it is being undone"
                                : "'%s' was answered while it was parked, and it is being undone: %s"
                                        .formatted(abort.step(), abort.reason()));
        };
    }

    private boolean isCancellable(StoredSaga saga) {
        return types.named(saga.type()).map(SagaType::isCancellable).orElse(true);
    }

    private static String notCancellable(StoredSaga saga) {
        return "nobody can cancel a saga of type '%s'; compensate it".formatted(saga.type());
    }
}
