package checkout.lab.scenario.poison;

import checkout.lab.scenario.context.ScenarioContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A constraint that came with a mistaken migration: the database takes no more reservations of one product until it is gone. */
final class BadMigration {

    static final String CONSTRAINT = "nobody_wants_more_of_it";

    private final ScenarioContext scenarioContext;
    private final String sku;

    BadMigration(ScenarioContext scenarioContext, String sku) {
        this.scenarioContext = scenarioContext;
        this.sku = sku;
    }

    void apply() throws SQLException {
        takeBack();
        execute("""
                set lock_timeout = '10s';
                do $$ begin
                    execute format('alter table inventory.stock add constraint %1$s check (sku <> %%L or reserved <= %%s) not valid',
                                   '%2$s', (select reserved from inventory.stock where sku = '%2$s'));
                end $$
                """.formatted(CONSTRAINT, sku));
    }

    /** The fix; also where there is nothing to take back. */
    void takeBack() throws SQLException {
        execute("set lock_timeout = '10s'; alter table inventory.stock drop constraint if exists " + CONSTRAINT);
    }

    private void execute(String sql) throws SQLException {
        try (Connection owner = scenarioContext.as("inventory_owner");
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }
}
