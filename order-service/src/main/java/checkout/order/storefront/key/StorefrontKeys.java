package checkout.order.storefront.key;

import checkout.messaging.MessageIds;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/** The {@code storefront_key} table. Every time is the database's. */
@Repository
public class StorefrontKeys {
    /** Every instance knows all valid keys, so there must not be too many. */
    public static final int MAX_VALID_KEYS = 20;

    private static final String IS_VALID = "revoked_at is null and (expires_at is null or expires_at > now())";
    private static final String COLUMNS = """
            id, storefront, name, prefix, created_at, created_by, expires_at, revoked_at, revoked_by, last_used_at,
            replaced_by, now() as read_at""";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    StorefrontKeys(JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** What came of a request for a new key. */
    public sealed interface Creation {
        record Created(StorefrontKey key, NewKey secret) implements Creation {}

        record UnknownStorefront() implements Creation {}

        record UnknownKey() implements Creation {}

        record TooMany() implements Creation {}

        /** A key in this state has no successor. */
        record NotActive(KeyState state) implements Creation {}
    }

    /**
     * Creates a key.
     *
     * @param lifetime null for a key that does not expire
     */
    public Creation create(String storefront, String name, @Nullable Duration lifetime, String user) {
        return inTransaction(storefront, () -> insert(storefront, name, lifetime, user));
    }

    /**
     * Creates a key that takes the place of another, which expires when the overlap is over.
     *
     * @param lifetime of the new key; null for that of the key before
     */
    public Creation rotate(String storefront, UUID id, Duration overlap, @Nullable Duration lifetime, String user) {
        return inTransaction(storefront, () -> {
            Optional<StorefrontKey> found = find(storefront, id);
            if (found.isEmpty()) {
                return new Creation.UnknownKey();
            }
            StorefrontKey before = found.get();
            if (before.state() != KeyState.ACTIVE) {
                return new Creation.NotActive(before.state());
            }
            Creation creation = insert(storefront, before.name(), lifetime == null ? lifetime(before) : lifetime, user);
            if (creation instanceof Creation.Created created) {
                jdbc.update("""
                        update storefront_key
                        set replaced_by = ?, expires_at = least(expires_at, now() + ?::bigint * interval '1 millisecond')
                        where id = ?
                        """, created.key().id(), overlap.toMillis(), id);
            }
            return creation;
        });
    }

    private static @Nullable Duration lifetime(StorefrontKey key) {
        return key.expiresAt() == null ? null : Duration.between(key.createdAt(), key.expiresAt());
    }

    /** The lock on the storefront makes the changes of its keys one at a time. */
    private Creation inTransaction(String storefront, Supplier<Creation> change) {
        return Objects.requireNonNull(transaction.execute(status -> {
            boolean exists = !jdbc.queryForList(
                            "select id from storefront where id = ? for no key update", String.class, storefront)
                    .isEmpty();
            return exists ? change.get() : new Creation.UnknownStorefront();
        }));
    }

    private Creation insert(String storefront, String name, @Nullable Duration lifetime, String user) {
        Integer valid = jdbc.queryForObject(
                "select count(*) from storefront_key where storefront = ? and %s".formatted(IS_VALID),
                Integer.class,
                storefront);
        if (valid == null || valid >= MAX_VALID_KEYS) {
            return new Creation.TooMany();
        }
        NewKey secret = NewKey.generate();
        StorefrontKey key = jdbc.query(
                        """
                        insert into storefront_key (id, storefront, name, prefix, hash, created_by, expires_at)
                        values (?, ?, ?, ?, ?, ?, now() + ?::bigint * interval '1 millisecond')
                        returning %s
                        """.formatted(COLUMNS),
                        StorefrontKeys::read,
                        MessageIds.next(),
                        storefront,
                        name,
                        secret.prefix(),
                        secret.hash().bytes(),
                        user,
                        lifetime == null ? null : lifetime.toMillis())
                .getFirst();
        return new Creation.Created(key, secret);
    }

    /** Revokes a key, unless that was done before; empty if there is no such key. */
    public Optional<StorefrontKey> revoke(String storefront, UUID id, String user) {
        jdbc.update("""
                update storefront_key set revoked_at = now(), revoked_by = ?
                where storefront = ? and id = ? and revoked_at is null
                """, user, storefront, id);
        return find(storefront, id);
    }

    private Optional<StorefrontKey> find(String storefront, UUID id) {
        return jdbc
                .query(
                        "select %s from storefront_key where storefront = ? and id = ?".formatted(COLUMNS),
                        StorefrontKeys::read,
                        storefront,
                        id)
                .stream()
                .findFirst();
    }

    /** The keys of a storefront with ids below this one, newest first. */
    public List<StorefrontKey> page(String storefront, UUID before, int limit) {
        return jdbc.query(
                "select %s from storefront_key where storefront = ? and id < ? order by id desc limit ?"
                        .formatted(COLUMNS),
                StorefrontKeys::read,
                storefront,
                before,
                limit);
    }

    /** All valid keys. */
    public Map<KeyHash, LiveKey> valid() {
        long now = System.nanoTime();
        Map<KeyHash, LiveKey> keys = new HashMap<>();
        jdbc.query("""
                select id, storefront, hash, (extract(epoch from expires_at - now()) * 1000000000)::bigint as nanos_left
                from storefront_key where %s
                """.formatted(IS_VALID), row -> {
            Long nanosLeft = row.getObject("nanos_left", Long.class);
            keys.put(
                    KeyHash.of(row.getBytes("hash")),
                    new LiveKey(
                            row.getObject("id", UUID.class),
                            row.getString("storefront"),
                            nanosLeft == null ? null : now + nanosLeft));
        });
        return Map.copyOf(keys);
    }

    /** Records that these keys were used. A key that is being changed is left for the next time. */
    void touch(Collection<UUID> ids) {
        jdbc.update("""
                update storefront_key k set last_used_at = now()
                from (select id from storefront_key where id = any (?) for no key update skip locked) used
                where k.id = used.id
                """, (Object) ids.toArray(UUID[]::new));
    }

    /** Deletes keys that have ended so long ago. */
    int deleteEndedBefore(Duration age) {
        return jdbc.update("""
                delete from storefront_key
                where least(revoked_at, expires_at) < now() - ?::bigint * interval '1 millisecond'
                """, age.toMillis());
    }

    private static StorefrontKey read(ResultSet row, int rowNumber) throws SQLException {
        Instant expiresAt = instant(row, "expires_at");
        Instant revokedAt = instant(row, "revoked_at");
        UUID replacedBy = row.getObject("replaced_by", UUID.class);
        return new StorefrontKey(
                row.getObject("id", UUID.class),
                row.getString("storefront"),
                row.getString("name"),
                row.getString("prefix"),
                KeyState.at(row.getTimestamp("read_at").toInstant(), expiresAt, revokedAt, replacedBy != null),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"),
                expiresAt,
                revokedAt,
                row.getString("revoked_by"),
                instant(row, "last_used_at"),
                replacedBy);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }
}
