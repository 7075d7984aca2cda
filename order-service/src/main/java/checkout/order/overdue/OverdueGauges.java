package checkout.order.overdue;

import checkout.messaging.metrics.GaugeSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** How many orders and returns are overdue. They are counted apart from the sweep: what keeps that from its end must not hide them. */
@Component
class OverdueGauges implements GaugeSource {
    private static final Logger log = LoggerFactory.getLogger(OverdueGauges.class);
    private static final Gauge OVERDUE =
            new Gauge("checkout.overdue", null, "Orders and returns that should have ended");
    private static final Gauge GIVEN_UP = new Gauge(
            "checkout.overdue.given-up", null, "Overdue orders and returns whose sagas are no longer started again");

    private final Overdue overdue;
    private final OverdueSettings settings;
    private int givenUp;

    OverdueGauges(Overdue overdue, OverdueSettings settings) {
        this.overdue = overdue;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "overdue";
    }

    @Override
    public List<Reading> read() {
        Overdue.Counts counts = overdue.count(settings.maxTries());
        if (givenUp < counts.givenUp()) {
            log.error(
                    "{} overdue orders and returns did not end although their sagas were started again {} times; an operator has to resolve them",
                    counts.givenUp(),
                    settings.maxTries());
        }
        givenUp = counts.givenUp();
        return List.of(OVERDUE.is(counts.overdue()), GIVEN_UP.is(counts.givenUp()));
    }
}
