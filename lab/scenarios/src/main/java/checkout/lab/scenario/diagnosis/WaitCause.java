package checkout.lab.scenario.diagnosis;

import java.sql.SQLException;
import java.util.UUID;

/**
 * Something for which a saga waits.
 *
 * @param owner who the operator must be told has to act
 * @param mentions what the sentence must contain
 */
record WaitCause(String name, String owner, String mentions, Begin begin, End end) {

    /** Makes the cause, and a checkout that waits for it. */
    interface Begin {
        UUID begin(FaultyStack stack) throws InterruptedException, SQLException;
    }

    /** Removes the cause, so that the checkout can end. */
    interface End {
        void end(FaultyStack stack, UUID checkout) throws InterruptedException, SQLException;
    }
}
