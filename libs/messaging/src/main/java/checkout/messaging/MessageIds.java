package checkout.messaging;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** Message ids that grow with time, so that inserts hit the right edge of an index and retention is a range of ids. */
public final class MessageIds {
    private MessageIds() {}

    public static UUID next() {
        return UuidCreator.getTimeOrderedEpochPlus1();
    }
}
