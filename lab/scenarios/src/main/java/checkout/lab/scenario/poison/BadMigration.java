package checkout.lab.scenario.poison;

import checkout.lab.scenario.context.ScenarioContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A constraint from a faulty migration: the database accepts no more reservations of one product until it is dropped. */
final class BadMigration {

    static final String CONSTRAINT = "lab_bad_migration";

    private final ScenarioContext context;
    private final String sku;

    BadMigration(ScenarioContext context, String sku) {
        this.context = context;
        this.sku = sku;
    }

    void apply() throws SQLException {
        revert();
        execute("""
                set lock_timeout = '10s';
                do $$ begin
                    execute format('alter table inventory.stock add constraint %1$s check (sku <> %%L or reserved <= %%s) not valid',
                                   '%2$s', (select reserved from inventory.stock where sku = '%2$s'));
                end $$
                """.formatted(CONSTRAINT, sku));
    }

    /** Drops the constraint if it exists. */
    void revert() throws SQLException {
        execute("set lock_timeout = '10s'; alter table inventory.stock drop constraint if exists " + CONSTRAINT);
    }

    private void execute(String sql) throws SQLException {
        try (Connection owner = context.role("inventory_owner");
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }
}
