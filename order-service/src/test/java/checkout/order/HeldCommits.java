package checkout.order;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Lets the orders of one customer be held up at their commit, when nobody can tell any more whether they will exist. */
public final class HeldCommits implements AutoCloseable {
    public static final String CUSTOMER = "held-at-commit";

    private static final int LOCK = 42;

    private final DataSource owner;
    private final JdbcTemplate jdbc;

    public HeldCommits(Environment environment) {
        owner = new DriverManagerDataSource(
                environment.getRequiredProperty("spring.datasource.url"),
                environment.getRequiredProperty("spring.flyway.user"),
                environment.getRequiredProperty("spring.flyway.password"));
        jdbc = new JdbcTemplate(owner);
        jdbc.execute("""
                create function hold_commit() returns trigger language plpgsql as $$
                begin
                    perform pg_advisory_xact_lock_shared(%d);
                    return null;
                end $$;
                create constraint trigger hold_commit after insert on orders deferrable initially deferred
                for each row when (new.customer_id = '%s') execute function hold_commit()""".formatted(LOCK, CUSTOMER));
    }

    /** Commits are held up until this session is closed. */
    public Connection hold() throws SQLException {
        Connection session = owner.getConnection();
        try (Statement lock = session.createStatement()) {
            lock.execute("select pg_advisory_lock(%d)".formatted(LOCK));
        }
        return session;
    }

    /** The server processes whose commit is held up. */
    public List<Integer> waiting() {
        return jdbc.queryForList(
                "select pid from pg_locks where locktype = 'advisory' and objid = ? and not granted",
                Integer.class,
                LOCK);
    }

    @Override
    public void close() {
        jdbc.execute("drop trigger hold_commit on orders; drop function hold_commit()");
    }
}
