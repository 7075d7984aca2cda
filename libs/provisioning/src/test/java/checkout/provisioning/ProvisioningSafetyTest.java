package checkout.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Red means: a role can take rights that it was not given, or a password is printed. */
class ProvisioningSafetyTest extends ProvisionedDatabase {

    /** The services' owners execute what is in the relay's schema. */
    @Test
    void theOwnerOfTheRelaysTablesGetsNoOtherRights() throws SQLException {
        as(
                "relay_owner",
                "create table relay.noted (slot text, system_id text, noted pg_lsn)",
                "create function relay.acts() returns text language plpgsql as "
                        + "$$ begin execute 'alter role relay_owner superuser'; return current_user; end $$",
                "create view relay.progress as select relay.acts() as slot, system_id, noted from relay.noted"
                        + " union all select relay.acts(), null, null");
        try {
            assertThatThrownBy(() -> as("orders_owner", "select relay.published_position()"))
                    .hasMessageContaining("permission denied");
            assertThat(query("relay_owner", "select rolsuper from pg_roles where rolname = 'relay_owner'"))
                    .isEqualTo("f");
            for (String act : List.of(
                    "drop function relay.published_position()",
                    "drop function relay.publish(regclass)",
                    "alter function relay.published_position() security invoker",
                    "create or replace function relay.published_position() returns pg_lsn language sql as 'select null'")) {
                assertThatThrownBy(() -> as("relay_owner", act)).hasMessageContaining("must be owner");
            }
        } finally {
            as("relay_owner", "drop view relay.progress", "drop function relay.acts()", "drop table relay.noted");
        }
    }

    @Test
    void aSchemaOfAnEarlierVersionIsTakenFromTheRelay() throws SQLException {
        try (Connection superuser = server.superuser("checkout").getConnection();
                Statement statement = superuser.createStatement()) {
            statement.execute("alter schema relay owner to relay_owner");
            statement.execute("alter function relay.published_position() owner to current_user");
        }

        new DatabaseProvisioning(PASSWORDS).run(server.superuser("checkout"));

        assertThat(query("relay_owner", "select nspowner::regrole from pg_namespace where nspname = 'relay'"))
                .isEqualTo("postgres");
        assertThat(query("relay_owner", "select proowner::regrole from pg_proc where proname = 'published_position'"))
                .isEqualTo("relay_position");
        as("relay_owner", "create table relay.progress (slot text, system_id text, noted pg_lsn)");
        try {
            assertThat(query("orders_owner", "select relay.published_position() is not null"))
                    .as("the relay has noted nothing yet")
                    .isEqualTo("t");
            as("relay_owner", "insert into relay.progress values ('outbox_checkout', 'another server', '0/1')");
            assertThat(query("orders_owner", "select relay.published_position() is null"))
                    .isEqualTo("t");
        } finally {
            as("relay_owner", "drop table relay.progress");
        }
    }

    /** PostgreSQL adds the statement to an error, and the driver passes it on. */
    @Test
    void noErrorHasAPassword() throws Exception {
        Map<String, String> passwords = new HashMap<>(PASSWORDS.byRole());
        passwords.put("auditor", "s3cret");
        try (Connection other = server.superuser("checkout").getConnection();
                Statement statement = other.createStatement();
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            other.setAutoCommit(false);
            statement.execute("alter role auditor connection limit 5");
            Future<Void> provisioning = threads.submit(() -> {
                new DatabaseProvisioning(new DatabaseRolePasswords(passwords)).run(server.superuser("checkout"));
                return null;
            });
            while (!waitsForALock() && !provisioning.isDone()) {
                Thread.onSpinWait();
            }
            other.commit();

            assertThatThrownBy(provisioning::get)
                    .hasMessageContaining("role auditor cannot be altered: tuple concurrently updated")
                    .hasMessageNotContaining("s3cret");
        }
        try (Connection superuser = server.superuser("checkout").getConnection();
                Statement statement = superuser.createStatement()) {
            statement.execute("alter role auditor connection limit -1");
        }
    }

    private static boolean waitsForALock() throws SQLException {
        return "t".equals(query("relay_owner", "select exists (select from pg_locks where not granted)"));
    }
}
