package checkout.lab.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import checkout.lab.database.PooledConnections;
import checkout.lab.stack.pgbouncer.PgBouncerProgram;
import checkout.lab.stack.pgbouncer.ServerConnections;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Red here: a service needs a database session of its own, so that the system does not work through PgBouncer. */
@Order(Integer.MAX_VALUE) // after the tests without PgBouncer, so that the stack is started again only once
class PgBouncerSystemTest extends WholeSystemJourneys {

    PgBouncerSystemTest() {
        super(RunningStack.throughPgBouncer());
    }

    @BeforeAll
    static void needsPgBouncer() {
        assumeThat(PgBouncerProgram.isInstalled())
                .as("PgBouncer is installed; without it nothing is tested here (Debian: apt-get install pgbouncer)")
                .isTrue();
    }

    @Test
    void theServicesUseOnlyTheirShareOfTheServersConnections() throws SQLException {
        List<String> checkouts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            checkouts.add(shopper.buy("TEA-002", 1, Shopper.WALLET));
        }
        try (PooledConnections connections = new PooledConnections(running.stack())) {
            PooledConnections.Counts counts = connections.count();
            System.out.println("Through PgBouncer: " + counts);
            // the pools of four services keep at least two connections each
            assertThat(counts.clients()).isGreaterThanOrEqualTo(8);
            assertThat(counts.servers()).isBetween(1, ServerConnections.ALL);
            assertThat(counts.sessions()).isBetween(1, ServerConnections.ALL);
        }
        assertThat(checkouts.stream().map(shopper::awaitEnd)).containsOnly("CONFIRMED");
    }

    @Test
    void finishesEveryCheckoutWhenPgBouncerIsKilled() throws IOException {
        finishesEveryCheckoutWhenKilled("pgbouncer");
    }
}
