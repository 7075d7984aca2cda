package checkout.lab.audit;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.backing.postgres.TemporaryPostgres;
import checkout.lab.audit.InvariantAudit.Verdict;
import checkout.lab.database.SqlQuery;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Red here: what breaks an invariant in the databases of the services is lost on the way to where they are compared. */
class ServiceDatabasesTest {

    private static final List<String> SCHEMAS = List.of("orders", "inventory", "payments", "sagas");

    /** The same database for each service does for four: of each only the tables of its own schema are read. */
    private static List<Verdict> audit(String... changes) throws Exception {
        DataSource source = ServiceTables.database();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String change : changes) {
                statement.execute(change);
            }
        }
        Set<String> asked = new TreeSet<>();
        ServiceDatabases databases = new ServiceDatabases(schema -> {
            asked.add(schema);
            return source.getConnection();
        });
        try (TemporaryPostgres server = TemporaryPostgres.start("secret")) {
            databases.awaitRest(Duration.ZERO);
            try (Connection copy = server.server().superuser("postgres").getConnection()) {
                databases.copyInto(copy);
                assertThat(asked).containsExactlyInAnyOrderElementsOf(SCHEMAS);
                assertThat(SqlQuery.number(copy, "select count(*) from orders.orders"))
                        .isEqualTo(4);
            }
            return new InvariantAudit(server.server().superuser("postgres")::getConnection, null).atRest(Duration.ZERO);
        }
    }

    @Test
    void whatAddsUpInTheServicesAddsUpInTheCopy() throws Exception {
        assertThat(audit()).hasSize(InvariantAudit.INVARIANTS.size()).allMatch(Verdict::holds);
    }

    @Test
    void whatDiffersBetweenServicesIsFound() throws Exception {
        assertThat(audit(
                        "delete from payments.hold",
                        "update orders.orders set status = 'REJECTED', reason = 'CANCELLED'"))
                .filteredOn(each -> !each.holds())
                .extracting(Verdict::invariant)
                .contains("an order and its saga agree on the outcome", "a rejected order is not paid");
    }

    @Test
    void everyDatabaseHasItsUrl() {
        ExternalSystemAudit compose =
                new ExternalSystemAudit("jdbc:postgresql://127.0.0.1:15432/{database}", "auditor", null);
        assertThat(SCHEMAS.stream().map(compose::url))
                .contains("jdbc:postgresql://127.0.0.1:15432/sagas")
                .doesNotHaveDuplicates();
    }
}
