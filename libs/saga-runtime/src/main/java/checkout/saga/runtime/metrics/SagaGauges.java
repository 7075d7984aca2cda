package checkout.saga.runtime.metrics;

import checkout.messaging.metrics.GaugeSource;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.api.TimeOrderedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The sagas that have not ended, and the open dead letters. Its statements read the partial indexes of these, however many have ended. */
@Component
class SagaGauges implements GaugeSource {
    private static final Gauge OPEN = new Gauge("checkout.sagas", null, "Sagas that have not ended");
    private static final Gauge OLDEST = new Gauge(
            "checkout.saga.oldest", "seconds", "Age of the oldest saga that has not ended; 0 if there is none");
    private static final Gauge PARKED = new Gauge(
            "checkout.sagas.parked", null, "Sagas that nobody can decide on for the time being; they are stuck");
    private static final Gauge OVERDUE =
            new Gauge("checkout.saga.sweeper.lag", "seconds", "For how long the earliest timer of a saga has been due");
    private static final Gauge DEAD_LETTERS =
            new Gauge("checkout.dead.letters", null, "Dead letters that wait for an operator");

    private final JdbcTemplate jdbc;
    private final OpenSagas openSagas;
    private final SagaTypes types;

    SagaGauges(JdbcTemplate jdbc, OpenSagas openSagas, SagaTypes types) {
        this.jdbc = jdbc;
        this.openSagas = openSagas;
        this.types = types;
    }

    @Override
    public String name() {
        return "sagas";
    }

    @Override
    public List<Reading> read() {
        List<Reading> readings = new ArrayList<>();
        open(readings);
        readings.add(PARKED.is(number(
                "select count(*) from saga where phase in ('STUCK', 'COMPENSATION_STUCK') and parked is not null")));
        readings.add(
                OVERDUE.is(
                        Math.max(
                                0,
                                number(
                                        "select coalesce(extract(epoch from now() - min(deadline_at)), 0) from saga where deadline_at is not null"))));
        readings.add(DEAD_LETTERS.is(number("select count(*) from dead_letter where status = 'OPEN'")));
        return readings;
    }

    private record Open(long count, double oldestSeconds) {
        static final Open NONE = new Open(0, 0);
    }

    private void open(List<Reading> readings) {
        Map<String, Map<SagaPhase, Open>> byType = new TreeMap<>();
        types.all().stream().map(SagaType::name).forEach(type -> byType.put(type, new TreeMap<>()));
        for (OpenSagas.Group group : openSagas.countAndRemember()) {
            Instant began = TimeOrderedIds.timeOf(group.oldest());
            double age = began == null ? 0 : seconds(began, group.countedAt());
            byType.computeIfAbsent(group.type(), type -> new TreeMap<>())
                    .put(group.state(), new Open(group.count(), age));
        }
        byType.forEach((type, phases) -> Arrays.stream(SagaPhase.values())
                .filter(phase -> !phase.ended())
                .forEach(phase -> show(type, phase, phases.getOrDefault(phase, Open.NONE), readings)));
    }

    private static void show(String type, SagaPhase phase, Open open, List<Reading> readings) {
        String state = phase.name().toLowerCase(Locale.ROOT);
        readings.add(OPEN.is((double) open.count(), "type", type, "state", state));
        readings.add(OLDEST.is(open.oldestSeconds(), "type", type, "state", state));
    }

    private static double seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis() / 1000.0);
    }

    private double number(String sql) {
        Double number = jdbc.queryForObject(sql, Double.class);
        return number == null ? 0 : number;
    }
}
