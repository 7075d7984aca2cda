package checkout.inventory.movement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import checkout.inventory.movement.StockVerification.Difference;
import checkout.inventory.movement.StockVerification.Report;
import checkout.testinfra.TestServers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** If this fails, stock that nobody can explain passes the verification, whatever the size of a portion. */
class StockVerificationTest {
    private static final int[] PORTIONS = {1, 2, 3, 100};

    private final JdbcTemplate jdbc = new JdbcTemplate(TestServers.database("inventory")
            .migrate("classpath:db/messaging", "classpath:db/migration")
            .service());

    @Test
    void findsExactlyWhatDoesNotAddUp() {
        item("A", 7, 2);
        move("A", "COUNT", 10, 0, 10, 0);
        move("A", "RESERVE", 0, 5, 10, 5);
        move("A", "COMMIT", -3, -3, 7, 2);
        item("B", 4, 0);
        move("B", "COUNT", 4, 0, 4, 0);
        item("EMPTY", 0, 0);

        for (int portion : PORTIONS) {
            assertThat(verify(portion)).isEqualTo(new Report(true, 3, 4, 0, List.of()));
        }

        item("C", 9, 0);
        move("C", "COUNT", 10, 0, 10, 0);
        // claims to leave one less than it does
        move("C", "ADJUST", 1, 0, 10, 0);
        item("D", 4, 0);

        for (int portion : PORTIONS) {
            Report report = verify(portion);
            assertThat(report.verified()).isFalse();
            assertThat(report.differences())
                    .extracting(Difference::sku, Difference::found, Difference::computed)
                    .containsExactly(
                            tuple("C", new StockLevel(10, 0), new StockLevel(11, 0)),
                            tuple("C", new StockLevel(9, 0), new StockLevel(10, 0)),
                            tuple("D", new StockLevel(4, 0), StockLevel.NONE));
        }
    }

    private Report verify(int portion) {
        return new StockVerification(jdbc, portion).run();
    }

    private void item(String sku, int onHand, int reserved) {
        jdbc.update("insert into stock (sku, on_hand, reserved) values (?, ?, ?)", sku, onHand, reserved);
    }

    private void move(String sku, String kind, int onHand, int reserved, int onHandAfter, int reservedAfter) {
        jdbc.update("""
                insert into stock_movement (sku, kind, on_hand, reserved, on_hand_after, reserved_after, checkout_id)
                values (?, ?, ?, ?, ?, ?, gen_random_uuid())
                """, sku, kind, onHand, reserved, onHandAfter, reservedAfter);
    }
}
