package checkout.messaging.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Red here: results of one round trip are mixed up, or its statements are not all or nothing. */
class RoundTripTest {
    private static final String INSERT = "insert into tea select * from unnest(?::text[])";
    private static final String INSERT_NEW = INSERT + " on conflict do nothing returning name";

    private static JdbcTemplate jdbc;
    private static JdbcTemplate other;
    private static TransactionTemplate transaction;

    @BeforeAll
    static void open() {
        TestDatabase database = TestServers.database("inventory");
        jdbc = new JdbcTemplate(database.owner());
        other = new JdbcTemplate(database.owner());
        transaction = new TransactionTemplate(new DataSourceTransactionManager(jdbc.getDataSource()));
        jdbc.execute("create table tea (name text primary key)");
    }

    @BeforeEach
    void empty() {
        jdbc.update("delete from tea");
    }

    @Test
    void eachQueryGetsItsOwnResultAndSeesEarlierWrites() {
        RoundTrip trip = new RoundTrip(jdbc);
        Supplier<List<String>> inserted = trip.query(INSERT_NEW, names("assam", "oolong"), RoundTripTest::names);
        trip.update(INSERT, names("sencha"));
        Supplier<List<String>> known = trip.query(
                "select name from tea where name = any (?::text[]) order by name",
                names("sencha", "assam"),
                RoundTripTest::names);
        Supplier<List<String>> repeated = trip.query(INSERT_NEW, names("oolong"), RoundTripTest::names);

        transaction.executeWithoutResult(status -> trip.execute());

        assertThat(inserted.get()).containsExactly("assam", "oolong");
        assertThat(known.get()).containsExactly("assam", "sencha");
        assertThat(repeated.get()).isEmpty();
    }

    @Test
    void aStatementThatFailsRollsBackTheWholeTrip() {
        jdbc.update("insert into tea values ('assam')");

        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> new RoundTrip(jdbc)
                        .update(INSERT, names("oolong"))
                        .update(INSERT, names("assam"))
                        .executeAndCommit()))
                .isInstanceOf(DuplicateKeyException.class);

        assertThat(other.queryForList("select name from tea", String.class)).containsExactly("assam");
    }

    @Test
    void aTripThatCommitsHasCommittedWhenItReturns() {
        transaction.executeWithoutResult(status -> {
            new RoundTrip(jdbc).update(INSERT, names("assam")).executeAndCommit();
            assertThat(other.queryForList("select name from tea", String.class)).containsExactly("assam");
        });
    }

    @Test
    void aTripThatDoesNotCommitLeavesThatToTheTransaction() {
        transaction.executeWithoutResult(status -> {
            new RoundTrip(jdbc).update(INSERT, names("assam")).execute();
            assertThat(other.queryForList("select name from tea", String.class)).isEmpty();
        });
        assertThat(other.queryForList("select name from tea", String.class)).containsExactly("assam");
    }

    @Test
    void aResultIsNotAvailableBeforeTheTrip() {
        Supplier<List<String>> early = new RoundTrip(jdbc).query(INSERT_NEW, names("assam"), RoundTripTest::names);

        assertThatThrownBy(early::get).isInstanceOf(IllegalStateException.class).hasMessageContaining("not made yet");
    }

    @Test
    void aQueryThatReturnsNoRowsIsABug() {
        RoundTrip trip = new RoundTrip(jdbc);
        trip.query(INSERT, names("assam"), RoundTripTest::names);

        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> trip.execute()))
                .isInstanceOf(InvalidDataAccessApiUsageException.class)
                .hasMessageContaining("insert into tea");
    }

    private static Columns<String> names(String... names) {
        return Columns.of(List.of(names)).text(name -> name);
    }

    private static List<String> names(ResultSet rows) throws SQLException {
        List<String> names = new ArrayList<>();
        while (rows.next()) {
            names.add(rows.getString(1));
        }
        return names;
    }
}
