package checkout.saga.runtime.drive;

import checkout.saga.engine.state.SagaPhase;
import checkout.saga.runtime.audit.AuditLog.LastAction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of an operator's request to one saga. */
public sealed interface ActionResult {
    /**
     * The request was taken.
     *
     * @param now the saga's phase now
     * @param mayStillHappen of a saga that was ended by hand: what is left undone, or may take effect later
     */
    record Done(SagaPhase now, List<String> mayStillHappen) implements ActionResult {}

    /** The saga is unchanged, for this reason. */
    record Refused(String why) implements ActionResult {}

    /**
     * The request was refused, and yet the saga has moved: it had been parked, and went on with what it had missed, such as its
     * deadline or a reply.
     *
     * @param now the saga's phase now
     */
    record Resumed(SagaPhase now, String why) implements ActionResult {
        /** Why the request was refused, and what became of the saga. */
        public String inWords() {
            return "%s; it had been parked, went on with what it had missed, and is %s now".formatted(why, now);
        }
    }

    /**
     * The saga is unchanged, because it has moved since the operator looked at it.
     *
     * @param by the operator who moved it; null if it moved by itself
     */
    record Changed(@Nullable LastAction by) implements ActionResult {
        /** Why nothing was done, in words. */
        public String why() {
            return by == null
                    ? "it has moved by itself since you looked at it"
                    : "%s requested %s at %s, after you looked at it".formatted(by.who(), by.action(), by.at());
        }
    }

    /** Another transaction has locked the saga; the request may be made again. */
    record Locked() implements ActionResult {}

    record NoSuchSaga() implements ActionResult {}
}
