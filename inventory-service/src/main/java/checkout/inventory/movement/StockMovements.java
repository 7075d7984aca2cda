package checkout.inventory.movement;

import checkout.messaging.Effects;
import checkout.messaging.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Books movements and reads them. Whoever books one has locked the stock of its sku and changes it in the same transaction. */
@Repository
public class StockMovements {
    private static final String COLUMNS = """
            id, sku, kind, on_hand, reserved, on_hand_after, reserved_after, checkout_id, return_id, actor, reason, moved_at
            """;

    private final JdbcTemplate jdbc;

    public StockMovements(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Books the movements of a batch, in this order. */
    public void insert(List<StockMovement> movements, Effects effects) {
        effects.write("""
                insert into stock_movement (sku, kind, on_hand, reserved, on_hand_after, reserved_after, checkout_id, return_id)
                select * from unnest(?::text[], ?::text[], ?::int[], ?::int[], ?::int[], ?::int[], ?::uuid[], ?::uuid[])
                """, movements, rows -> Columns.of(rows)
                .text(StockMovement::sku)
                .text(movement -> movement.kind().name())
                .integer(StockMovement::onHand)
                .integer(StockMovement::reserved)
                .integer(movement -> movement.after().onHand())
                .integer(movement -> movement.after().reserved())
                .uuid(StockMovement::checkoutId)
                .uuid(StockMovement::returnId));
    }

    /** Books a change that a person has made to the quantity on hand. */
    public BookedMovement insert(
            String sku,
            MovementKind kind,
            int onHand,
            StockLevel after,
            String actor,
            @Nullable String requestKey,
            @Nullable String reason) {
        return Objects.requireNonNull(jdbc.queryForObject(
                """
                insert into stock_movement
                    (sku, kind, on_hand, reserved, on_hand_after, reserved_after, actor, request_key, reason)
                values (?, ?, ?, 0, ?, ?, ?, ?, ?)
                returning\s""" + COLUMNS,
                (row, number) -> movement(row),
                sku,
                kind.name(),
                onHand,
                after.onHand(),
                after.reserved(),
                actor,
                requestKey,
                reason));
    }

    /** The movement that this person has booked with this key. */
    public Optional<BookedMovement> findByRequest(String actor, String requestKey) {
        return jdbc
                .query(
                        "select " + COLUMNS + " from stock_movement where actor = ? and request_key = ?",
                        (row, number) -> movement(row),
                        actor,
                        requestKey)
                .stream()
                .findFirst();
    }

    /** The movements of a sku before the given one, newest first. */
    List<BookedMovement> find(String sku, long before, int limit) {
        return jdbc.query(
                "select " + COLUMNS + " from stock_movement where sku = ? and id < ? order by id desc limit ?",
                (row, number) -> movement(row),
                sku,
                before,
                limit);
    }

    private static BookedMovement movement(ResultSet row) throws SQLException {
        return new BookedMovement(
                row.getLong(1),
                row.getString(2),
                MovementKind.valueOf(row.getString(3)),
                row.getInt(4),
                row.getInt(5),
                row.getInt(6),
                row.getInt(7),
                row.getObject(8, UUID.class),
                row.getObject(9, UUID.class),
                row.getString(10),
                row.getString(11),
                row.getObject(12, OffsetDateTime.class).toInstant());
    }
}
