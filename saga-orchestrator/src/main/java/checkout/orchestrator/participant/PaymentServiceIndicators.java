package checkout.orchestrator.participant;

import checkout.messaging.gauge.GaugeValue;
import checkout.saga.runtime.overview.ServiceIndicators;
import checkout.saga.runtime.peer.Indicator;
import checkout.saga.runtime.peer.Indicator.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.springframework.stereotype.Component;

/** Says what the gauges of payment-service mean: the circuit breaker, the calls that are owed, and the reconciliation. */
@Component
class PaymentServiceIndicators implements ServiceIndicators {
    private static final String OWED = "Calls owed to the card provider";
    private static final String DIFFERENCES = "Reconciliation differences";
    private static final String SINCE = "Without a reconciliation";
    private static final double LATE_SECONDS = 60;
    private static final double DAY_SECONDS = 86_400;

    @Override
    public List<Indicator> of(String service, List<GaugeValue> gauges) {
        if (!service.equals("payment-service")) {
            return List.of();
        }
        List<Indicator> all = new ArrayList<>();
        breaker(gauges, all);
        owedCalls(gauges, all);
        reconciliation(gauges, all);
        return all;
    }

    private static void breaker(List<GaugeValue> gauges, List<Indicator> to) {
        for (GaugeValue gauge : gauges) {
            if (gauge.name().equals("checkout.card.breaker") && gauge.value() > 0) {
                String state = gauge.tag("state").replace('_', ' ');
                to.add(new Indicator(
                        "Breaker for " + gauge.tag("calls"),
                        state,
                        switch (gauge.tag("state")) {
                            case "closed" -> Level.NORMAL;
                            case "half_open" -> Level.ATTENTION;
                            default -> Level.PROBLEM;
                        }));
            }
        }
    }

    private static void owedCalls(List<GaugeValue> gauges, List<Indicator> to) {
        double[] owed = gauges.stream()
                .filter(gauge -> gauge.name().equals("checkout.card.calls.owed"))
                .mapToDouble(GaugeValue::value)
                .toArray();
        if (owed.length == 0) {
            to.add(notKnown(OWED));
        } else {
            double all = DoubleStream.of(owed).sum();
            double overdue = highest(gauges, "checkout.card.calls.overdue").orElse(0);
            to.add(new Indicator(
                    OWED,
                    overdue < 1
                            ? "%.0f".formatted(all)
                            : String.format(Locale.ROOT, "%.0f, the earliest %.0f s late", all, overdue),
                    overdue > LATE_SECONDS ? Level.PROBLEM : Level.NORMAL));
        }
        highest(gauges, "checkout.card.pause").stream()
                .filter(pause -> pause > 0)
                .forEach(pause -> to.add(new Indicator(
                        "Pause asked for by the card provider", "%.0f s more".formatted(pause), Level.ATTENTION)));
    }

    private static void reconciliation(List<GaugeValue> gauges, List<Indicator> to) {
        OptionalDouble open = highest(gauges, "checkout.reconciliation.differences.open");
        OptionalDouble age = highest(gauges, "checkout.reconciliation.last.success.age");
        if (open.isPresent()) {
            to.add(new Indicator(
                    DIFFERENCES,
                    "%.0f".formatted(open.getAsDouble()),
                    open.getAsDouble() > 0 ? Level.PROBLEM : Level.NORMAL));
        } else {
            to.add(notKnown(DIFFERENCES));
        }
        if (age.isPresent()) {
            to.add(new Indicator(
                    SINCE,
                    "for %.0f min".formatted(age.getAsDouble() / 60),
                    age.getAsDouble() > DAY_SECONDS ? Level.ATTENTION : Level.NORMAL));
        } else {
            to.add(open.isPresent() ? new Indicator(SINCE, "none yet", Level.NORMAL) : notKnown(SINCE));
        }
    }

    /** A service that cannot read its gauges any more does not show them. */
    private static Indicator notKnown(String name) {
        return new Indicator(name, "not known", Level.PROBLEM);
    }

    private static OptionalDouble highest(List<GaugeValue> gauges, String name) {
        return gauges.stream()
                .filter(gauge -> gauge.name().equals(name))
                .mapToDouble(GaugeValue::value)
                .max();
    }
}
