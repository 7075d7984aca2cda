package checkout.saga.runtime.overview;

import checkout.saga.engine.state.SagaPhase;
import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.api.TimeOrderedIds;
import checkout.saga.runtime.metrics.OpenSagas;
import checkout.saga.runtime.metrics.OpenSagas.Group;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads the figures of the overview from the database: two statements, on the partial indexes of what is open. */
@Component
class SagaFigures {
    private final OpenSagas openSagas;
    private final SagaTypes types;
    private final JdbcTemplate jdbc;

    SagaFigures(OpenSagas openSagas, SagaTypes types, JdbcTemplate jdbc) {
        this.openSagas = openSagas;
        this.types = types;
        this.jdbc = jdbc;
    }

    /**
     * The figures.
     *
     * @param states how many sagas have not ended, by state
     * @param types the same by type
     * @param parked those among the stuck that nobody can decide on
     * @param oldest the oldest saga that has not ended
     * @param timersLateSeconds for how long the earliest timer has been due
     * @param instances how many instances of this application run
     */
    record Figures(
            Map<SagaPhase, Long> states,
            Map<String, Map<SagaPhase, Long>> types,
            long parked,
            long deadLetters,
            @Nullable Oldest oldest,
            double timersLateSeconds,
            long instances) {}

    record Oldest(
            UUID id, String type, SagaPhase state, @Nullable Instant startedAt) {}

    private record Numbers(long parked, long deadLetters, double late, long instances) {}

    Figures read() {
        List<Group> groups = openSagas.count();
        Map<String, Map<SagaPhase, Long>> byType = new LinkedHashMap<>();
        types.all().stream().map(SagaType::name).forEach(type -> byType.put(type, none()));
        Map<SagaPhase, Long> states = none();
        for (Group group : groups) {
            states.merge(group.state(), group.count(), Long::sum);
            byType.computeIfAbsent(group.type(), type -> none()).put(group.state(), group.count());
        }
        Oldest oldest = groups.stream()
                .min(Comparator.comparing(group -> group.oldest().toString()))
                .map(group ->
                        new Oldest(group.oldest(), group.type(), group.state(), TimeOrderedIds.timeOf(group.oldest())))
                .orElse(null);
        Numbers numbers = numbers();
        return new Figures(
                states, byType, numbers.parked(), numbers.deadLetters(), oldest, numbers.late(), numbers.instances());
    }

    private static Map<SagaPhase, Long> none() {
        Map<SagaPhase, Long> counts = new EnumMap<>(SagaPhase.class);
        for (SagaPhase phase : SagaPhase.values()) {
            if (!phase.ended()) {
                counts.put(phase, 0L);
            }
        }
        return counts;
    }

    private Numbers numbers() {
        return Objects.requireNonNull(jdbc.queryForObject(
                """
                select (select count(*) from saga where phase in ('STUCK', 'COMPENSATION_STUCK') and parked is not null),
                       (select count(*) from dead_letter where status = 'OPEN'),
                       (select greatest(0, coalesce(extract(epoch from now() - min(deadline_at)), 0))
                        from saga where deadline_at is not null),
                       (select count(distinct instance) from deployed_version where seen_at > now() - interval '3 minutes')
                """, (row, number) -> new Numbers(row.getLong(1), row.getLong(2), row.getDouble(3), row.getLong(4))));
    }
}
