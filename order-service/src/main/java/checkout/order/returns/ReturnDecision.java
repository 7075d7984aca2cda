package checkout.order.returns;

import checkout.contracts.ReturnOutcome;
import checkout.contracts.ReturnRefusalReason;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is decided about a return. A return that was accepted or refused stays so. */
public record ReturnDecision(
        UUID id,
        UUID orderId,
        ReturnStatus status,
        @Nullable ReturnRefusalReason refusalReason,
        boolean refundStarted) {
    /** Returns this return if it belongs to the order; a command that names another order is a bug of its sender. */
    public ReturnDecision of(UUID order) {
        if (!orderId.equals(order)) {
            throw new IllegalStateException("Return %s belongs to order %s, not to %s".formatted(id, orderId, order));
        }
        return this;
    }

    /** Its undo may have come first: a refused return stays refused. */
    public ReturnDecision startRefund() {
        return switch (status) {
            case PENDING -> new ReturnDecision(id, orderId, ReturnStatus.PENDING, null, true);
            case ACCEPTED, REFUSED -> this;
        };
    }

    public ReturnDecision refuse(ReturnRefusalReason refusal) {
        return switch (status) {
            case PENDING -> new ReturnDecision(id, orderId, ReturnStatus.REFUSED, refusal, refundStarted);
            case REFUSED -> this;
            case ACCEPTED ->
                throw new IllegalStateException("Return %s is accepted and cannot be refused".formatted(id));
        };
    }

    public ReturnDecision complete() {
        return switch (status) {
            case PENDING -> new ReturnDecision(id, orderId, ReturnStatus.ACCEPTED, null, refundStarted);
            case ACCEPTED -> this;
            case REFUSED ->
                throw new IllegalStateException("Return %s is refused and cannot be completed".formatted(id));
        };
    }

    /** An operator states the outcome; a return that has ended keeps its own. */
    public ReturnDecision resolve(ReturnOutcome outcome) {
        if (status != ReturnStatus.PENDING) {
            return this;
        }
        return switch (outcome) {
            case ACCEPTED -> complete();
            case REFUSED -> refuse(ReturnRefusalReason.OPERATOR);
        };
    }
}
