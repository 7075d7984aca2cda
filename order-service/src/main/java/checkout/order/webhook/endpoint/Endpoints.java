package checkout.order.webhook.endpoint;

import checkout.order.webhook.endpoint.EndpointRequest.Change;
import checkout.order.webhook.endpoint.EndpointRequest.NewEndpoint;
import checkout.order.webhook.secret.EncryptedSecret;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The {@code webhook_endpoint} table as its API changes it. Every time is the database's. No statement changes a key or
 * deletes a row that is in use, so none waits for, or holds up, the transaction that records an event.
 */
@Repository
public class Endpoints {
    /** Everything but the secrets. */
    private static final String COLUMNS = """
            id, storefront, url, description, event_types, status, suspension_reason, suspended_at,
            case when previous_secret_until > now() then previous_secret_until end as previous_secret_until,
            failures, failing_since, last_error, case when not_before > now() then not_before end as retry_after,
            created_at, changed_at""";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    Endpoints(JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** Inserts an endpoint unless its storefront has so many already. The lock makes insertions one at a time. */
    Optional<Endpoint> insert(UUID id, NewEndpoint created, EncryptedSecret secret, int maxPerStorefront) {
        return Objects.requireNonNull(transaction.execute(status -> {
            jdbc.queryForList(
                    "select id from storefront where id = ? for no key update", String.class, created.storefront());
            return insertUnlessMany(id, created, secret, maxPerStorefront);
        }));
    }

    private Optional<Endpoint> insertUnlessMany(
            UUID id, NewEndpoint created, EncryptedSecret secret, int maxPerStorefront) {
        return first(jdbc.query(
                """
                insert into webhook_endpoint (id, storefront, url, description, event_types, secret)
                select ?, ?, ?, ?, ?, ?
                where (select count(*) from webhook_endpoint where storefront = ? and status <> 'DELETED') < ?
                returning %s
                """.formatted(COLUMNS),
                this::read,
                id,
                created.storefront(),
                created.url(),
                created.description(),
                created.eventTypes().toArray(String[]::new),
                secret.bytes(),
                created.storefront(),
                maxPerStorefront));
    }

    public Optional<Endpoint> find(UUID id) {
        return first(jdbc.query(
                "select %s from webhook_endpoint where id = ? and status <> 'DELETED'".formatted(COLUMNS),
                this::read,
                id));
    }

    /** The endpoints of one storefront, or of all, with ids below this one, newest first. */
    public List<Endpoint> page(@Nullable String storefront, UUID before, int limit) {
        return jdbc.query("""
                select %s from webhook_endpoint
                where (?::text is null or storefront = ?) and id < ? and status <> 'DELETED'
                order by id desc
                limit ?
                """.formatted(COLUMNS), this::read, storefront, storefront, before, limit);
    }

    /** With another URL, what the one before answered is forgotten. */
    Optional<Endpoint> change(UUID id, Change change) {
        return first(jdbc.query(
                """
                update webhook_endpoint
                set url = coalesce(new_url, url), event_types = coalesce(new_event_types, event_types),
                    description = coalesce(new_description, description), changed_at = now(),
                    not_before = case when new_url <> url then now() else not_before end,
                    failures = case when new_url <> url then 0 else failures end,
                    failing_since = case when new_url <> url then null else failing_since end,
                    last_error = case when new_url <> url then null else last_error end
                from (values (?::text, ?::text[], ?::text)) as change (new_url, new_event_types, new_description)
                where id = ? and status <> 'DELETED'
                returning %s
                """.formatted(COLUMNS),
                this::read,
                change.url(),
                change.eventTypes() == null ? null : change.eventTypes().toArray(String[]::new),
                change.description(),
                id));
    }

    /** A rotation within the overlap of the one before ends that overlap. */
    Optional<Endpoint> rotateSecret(UUID id, EncryptedSecret secret, Duration overlap) {
        return first(jdbc.query("""
                update webhook_endpoint
                set previous_secret = secret, previous_secret_until = now() + ?::bigint * interval '1 millisecond',
                    secret = ?, changed_at = now()
                where id = ? and status <> 'DELETED'
                returning %s
                """.formatted(COLUMNS), this::read, overlap.toMillis(), secret.bytes(), id));
    }

    /** Suspends an active endpoint; one that is suspended keeps its reason. */
    Optional<Endpoint> suspend(UUID id) {
        jdbc.update("""
                update webhook_endpoint
                set status = 'SUSPENDED', suspension_reason = 'OPERATOR', suspended_at = now(), changed_at = now()
                where id = ? and status = 'ACTIVE'
                """, id);
        return find(id);
    }

    /** Resumes a suspended endpoint, with its failures forgotten. */
    public Optional<Endpoint> resume(UUID id) {
        jdbc.update("""
                update webhook_endpoint
                set status = 'ACTIVE', suspension_reason = null, suspended_at = null,
                    failures = 0, failing_since = null, last_error = null, not_before = now(), changed_at = now()
                where id = ? and status = 'SUSPENDED'
                """, id);
        return find(id);
    }

    /** Deletes an endpoint and its secrets at once; the row stays until its deliveries are deleted. */
    boolean delete(UUID id) {
        return jdbc.update("""
                update webhook_endpoint
                set status = 'DELETED', suspension_reason = null, suspended_at = null,
                    secret = '', previous_secret = null, previous_secret_until = null, changed_at = now()
                where id = ? and status <> 'DELETED'
                """, id) == 1;
    }

    public int count(EndpointStatus status) {
        Integer count = jdbc.queryForObject(
                "select count(*) from webhook_endpoint where status = ?", Integer.class, status.name());
        return count == null ? 0 : count;
    }

    /** Removes deleted endpoints without deliveries; after an hour, no transaction can still record one. */
    public int removeDeleted() {
        return jdbc.update("""
                delete from webhook_endpoint e
                where e.status = 'DELETED' and e.changed_at < now() - interval '1 hour'
                  and not exists (select from webhook_delivery d where d.endpoint_id = e.id)
                """);
    }

    private static Optional<Endpoint> first(List<Endpoint> endpoints) {
        return endpoints.stream().findFirst();
    }

    private Endpoint read(ResultSet row, int rowNumber) throws SQLException {
        String reason = row.getString("suspension_reason");
        return new Endpoint(
                row.getObject("id", UUID.class),
                row.getString("storefront"),
                row.getString("url"),
                row.getString("description"),
                texts(row.getArray("event_types")),
                EndpointStatus.valueOf(row.getString("status")),
                reason == null ? null : SuspensionReason.valueOf(reason),
                instant(row.getTimestamp("suspended_at")),
                instant(row.getTimestamp("previous_secret_until")),
                row.getInt("failures"),
                instant(row.getTimestamp("failing_since")),
                row.getString("last_error"),
                instant(row.getTimestamp("retry_after")),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("changed_at").toInstant());
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
