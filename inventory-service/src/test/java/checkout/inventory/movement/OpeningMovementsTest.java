package checkout.inventory.movement;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** If this fails, stock from before the movements cannot be proved after the migration. */
class OpeningMovementsTest {
    @Test
    void existingStockGetsAnOpeningMovement() {
        TestDatabase database = TestServers.database("inventory");
        migrate(database, "12");
        JdbcTemplate jdbc = new JdbcTemplate(database.service());
        jdbc.update("insert into stock (sku, on_hand, reserved) values ('A', 7, 2), ('EMPTY', 0, 0)");

        migrate(database, "latest");

        assertThat(jdbc.queryForList("""
                        select format('%s %s %s %s %s %s', sku, kind, on_hand, reserved, on_hand_after, reserved_after)
                        from stock_movement order by id
                        """, String.class)).containsExactly("A OPENING 7 2 7 2", "EMPTY OPENING 0 0 0 0");
        assertThat(new StockVerification(jdbc).run().verified()).isTrue();
    }

    private static void migrate(TestDatabase database, String target) {
        Flyway.configure()
                .dataSource(database.owner())
                .locations("classpath:db/messaging", "classpath:db/migration")
                .defaultSchema("inventory")
                .placeholders(Map.of("service", "inventory"))
                // provisioning has put functions into the schema of the relay
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .target(target)
                .load()
                .migrate();
    }
}
