package checkout.order.overdue;

import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The pending orders whose sagas nobody starts again: they are no longer tried, and the message that would start them is no
 * longer kept.
 */
@Component
public class LostStarts {
    private final Overdue overdue;
    private final StartMessages startMessages;
    private final OverdueSettings settings;

    LostStarts(Overdue overdue, StartMessages startMessages, OverdueSettings settings) {
        this.overdue = overdue;
        this.startMessages = startMessages;
        this.settings = settings;
    }

    public boolean contains(UUID order) {
        int maxTries = settings.maxTries();
        return overdue.isGivenUp(order, maxTries)
                && startMessages
                        .again(new OverdueItem(order, OverdueKind.ORDER, order, maxTries))
                        .isEmpty();
    }
}
