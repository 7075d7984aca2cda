package checkout.saga.runtime.drive;

import checkout.saga.engine.state.SagaPhase;
import java.util.List;

/** The result of an operator action on one saga. */
public sealed interface ActionResult {
    /**
     * The action took effect.
     *
     * @param now the saga's phase now
     * @param mayStillHappen of a saga that was ended by hand: what is left undone, or may take effect later
     */
    record Done(SagaPhase now, List<String> mayStillHappen) implements ActionResult {}

    /** The saga is unchanged, for this reason. */
    record Refused(String why) implements ActionResult {}

    record NoSuchSaga() implements ActionResult {}
}
