package checkout.orchestrator.participant;

import checkout.messaging.gauge.GaugeValue;
import checkout.saga.runtime.overview.ServiceIndicators;
import checkout.saga.runtime.peer.Indicator;
import checkout.saga.runtime.peer.Indicator.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.springframework.stereotype.Component;

/** Says what the gauges of payment-service mean: the circuit breaker, the calls that are owed, and the reconciliation. */
@Component
class PaymentServiceIndicators implements ServiceIndicators {
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
        double owed = gauges.stream()
                .filter(gauge -> gauge.name().equals("checkout.card.calls.owed"))
                .mapToDouble(GaugeValue::value)
                .sum();
        double overdue = highest(gauges, "checkout.card.calls.overdue").orElse(0);
        to.add(new Indicator(
                "Calls owed to the card provider",
                overdue < 1
                        ? "%.0f".formatted(owed)
                        : String.format(Locale.ROOT, "%.0f, the earliest %.0f s late", owed, overdue),
                overdue > LATE_SECONDS ? Level.PROBLEM : Level.NORMAL));
        highest(gauges, "checkout.card.pause").stream()
                .filter(pause -> pause > 0)
                .forEach(pause -> to.add(new Indicator(
                        "Pause asked for by the card provider", "%.0f s more".formatted(pause), Level.ATTENTION)));
    }

    private static void reconciliation(List<GaugeValue> gauges, List<Indicator> to) {
        highest(gauges, "checkout.reconciliation.differences.open")
                .ifPresent(open -> to.add(new Indicator(
                        "Reconciliation differences",
                        "%.0f".formatted(open),
                        open > 0 ? Level.PROBLEM : Level.NORMAL)));
        OptionalDouble age = highest(gauges, "checkout.reconciliation.last.success.age");
        to.add(new Indicator(
                "Without a reconciliation",
                age.isPresent() ? "for %.0f min".formatted(age.getAsDouble() / 60) : "none yet",
                age.orElse(0) > DAY_SECONDS ? Level.ATTENTION : Level.NORMAL));
    }

    private static OptionalDouble highest(List<GaugeValue> gauges, String name) {
        return gauges.stream()
                .filter(gauge -> gauge.name().equals(name))
                .mapToDouble(GaugeValue::value)
                .max();
    }
}
