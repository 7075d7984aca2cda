package checkout.saga.runtime.operator;

import checkout.messaging.sql.Columns;
import checkout.saga.engine.state.SagaOutcome;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.api.OperatorApiErrors;
import checkout.saga.runtime.api.TimeOrderedIds;
import checkout.saga.runtime.peer.LookupResult;
import checkout.web.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Finds sagas by a filter. */
@Repository
public class SagaList {
    private final JdbcTemplate jdbc;
    private final SagaTypes types;
    private final ObjectProvider<CustomerSagas> customers;

    SagaList(JdbcTemplate jdbc, SagaTypes types, ObjectProvider<CustomerSagas> customers) {
        this.jdbc = jdbc;
        this.types = types;
        this.customers = customers;
    }

    public List<UUID> ids(SagaFilter filter, UUID below, int limit) {
        SagaQuery query = SagaQuery.of(withCustomer(filter), below, limit);
        return jdbc.query(
                query.sql(),
                (row, number) -> row.getObject(1, UUID.class),
                query.arguments().toArray());
    }

    /** Whose saga it is, is known to the service that took the order. */
    private SagaFilter withCustomer(SagaFilter filter) {
        String customer = filter.customer();
        if (customer == null) {
            return filter;
        }
        CustomerSagas known = customers.getIfAvailable();
        if (known == null) {
            throw OperatorApiErrors.request("'customer' must be left out; nobody here knows the sagas of a customer.");
        }
        return switch (known.of(customer)) {
            case LookupResult.Fact<List<UUID>>(List<UUID> sagas) -> filter.ofCustomer(sagas);
            case LookupResult.Nothing<List<UUID>>(String why) ->
                throw new ProblemException(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "customer-unknown",
                                "The customer cannot be looked up",
                                "%s; try again, or search without the customer.".formatted(why))
                        .header("Retry-After", "5");
        };
    }

    List<SagaSummary> page(SagaFilter filter, UUID below, int limit) {
        return summaries(ids(filter, below, limit));
    }

    Optional<SagaSummary> summary(UUID id) {
        return summaries(List.of(id)).stream().findFirst();
    }

    private List<SagaSummary> summaries(List<UUID> ids) {
        return jdbc.query("""
                select id, name, phase, step, attempt, attempts, last_error, deadline_at, stuck_reason, version, moved_at,
                       parked, resolved_as,
                       (select count(*) from dead_letter where saga_id = saga.id and status = 'OPEN') as open_dead_letters
                from saga
                where id = any (?::uuid[])
                order by id desc
                """, Columns.of(ids).uuid(id -> id), (row, number) -> summary(row));
    }

    private SagaSummary summary(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        String type = row.getString("name");
        int version = row.getInt("version");
        SagaPhase phase = SagaPhase.valueOf(row.getString("phase"));
        return new SagaSummary(
                id,
                type,
                phase.name(),
                row.getString("step"),
                row.getObject("attempt", Integer.class),
                row.getObject("attempts", Integer.class),
                row.getString("last_error"),
                instant(row.getTimestamp("deadline_at")),
                row.getString("stuck_reason"),
                version,
                TimeOrderedIds.timeOf(id),
                row.getTimestamp("moved_at").toInstant(),
                row.getInt("open_dead_letters"),
                row.getString("parked") != null,
                phase.ended() ? null : types.notDeployed(type, version).orElse(null),
                resolvedAs(type, row.getString("resolved_as")));
    }

    private @Nullable String resolvedAs(String type, @Nullable String outcome) {
        if (outcome == null) {
            return null;
        }
        return types.named(type)
                .flatMap(SagaType::statedOutcome)
                .map(words -> words.word(SagaOutcome.valueOf(outcome)))
                .orElse(outcome);
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
