package checkout.order.storefront.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/** The {@code storefront} table. */
@Repository
public class Storefronts {
    /** Every instance knows all storefronts, so there must not be too many. */
    public static final int MAX_STOREFRONTS = 10_000;

    private static final String COLUMNS = """
            id, name, writes_per_second, write_burst, reads_per_second, read_burst, max_in_flight, created_at""";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    Storefronts(JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** What came of a request to create a storefront. */
    public sealed interface Creation {
        record Created(Storefront storefront) implements Creation {}

        record Exists() implements Creation {}

        record TooMany() implements Creation {}
    }

    public Creation create(String id, String name, LimitOverrides limits) {
        Creation result = transaction.execute(status -> {
            // the count stays true: nobody else can add a storefront meanwhile
            jdbc.execute("lock table storefront in share row exclusive mode");
            if (count() >= MAX_STOREFRONTS) {
                return new Creation.TooMany();
            }
            return first(jdbc.query(
                            """
                            insert into storefront (id, name, writes_per_second, write_burst,
                                                    reads_per_second, read_burst, max_in_flight)
                            values (?, ?, ?, ?, ?, ?, ?)
                            on conflict (id) do nothing
                            returning %s
                            """.formatted(COLUMNS),
                            Storefronts::read,
                            id,
                            name,
                            limits.writesPerSecond(),
                            limits.writeBurst(),
                            limits.readsPerSecond(),
                            limits.readBurst(),
                            limits.maxInFlight()))
                    .<Creation>map(Creation.Created::new)
                    .orElseGet(Creation.Exists::new);
        });
        if (result == null) {
            throw new IllegalStateException("Indicates a bug: creating a storefront had no outcome");
        }
        return result;
    }

    /** Adds those that do not exist. */
    public void addMissing(Collection<String> ids) {
        jdbc.update(
                "insert into storefront (id, name) select id, id from unnest(?::text[]) id on conflict (id) do nothing",
                (Object) ids.toArray(String[]::new));
    }

    /** Replaces the limits; empty if there is no such storefront. */
    public Optional<Storefront> limit(String id, LimitOverrides limits) {
        return first(jdbc.query(
                """
                update storefront
                set writes_per_second = ?, write_burst = ?, reads_per_second = ?, read_burst = ?, max_in_flight = ?
                where id = ?
                returning %s
                """.formatted(COLUMNS),
                Storefronts::read,
                limits.writesPerSecond(),
                limits.writeBurst(),
                limits.readsPerSecond(),
                limits.readBurst(),
                limits.maxInFlight(),
                id));
    }

    public Optional<Storefront> find(String id) {
        return first(jdbc.query("select %s from storefront where id = ?".formatted(COLUMNS), Storefronts::read, id));
    }

    /** Those whose ids follow this one. */
    public List<Storefront> page(String after, int limit) {
        return jdbc.query(
                "select %s from storefront where id > ? order by id limit ?".formatted(COLUMNS),
                Storefronts::read,
                after,
                limit);
    }

    /** The limits of all storefronts. */
    public Map<String, LimitOverrides> limits() {
        return jdbc.query("select %s from storefront".formatted(COLUMNS), Storefronts::read).stream()
                .collect(Collectors.toUnmodifiableMap(Storefront::id, Storefront::limits));
    }

    /** Changes whenever a storefront or a key does. */
    public long version() {
        Long version = jdbc.queryForObject("select version from storefront_version", Long.class);
        if (version == null) {
            throw new IllegalStateException("Indicates a bug: storefront_version has no row");
        }
        return version;
    }

    private int count() {
        Integer count = jdbc.queryForObject("select count(*) from storefront", Integer.class);
        return count == null ? 0 : count;
    }

    private static Optional<Storefront> first(List<Storefront> storefronts) {
        return storefronts.stream().findFirst();
    }

    private static Storefront read(ResultSet row, int rowNumber) throws SQLException {
        return new Storefront(
                row.getString("id"),
                row.getString("name"),
                new LimitOverrides(
                        integer(row, "writes_per_second"),
                        integer(row, "write_burst"),
                        integer(row, "reads_per_second"),
                        integer(row, "read_burst"),
                        integer(row, "max_in_flight")),
                row.getTimestamp("created_at").toInstant());
    }

    private static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Integer.class);
    }
}
