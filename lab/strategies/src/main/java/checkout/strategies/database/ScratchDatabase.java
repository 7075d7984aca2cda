package checkout.strategies.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A database that only the lab uses, with the rights of the service's role, and a full pool of connections. */
public final class ScratchDatabase implements AutoCloseable {
    /** The setting by which a scratch database is recognized. */
    static final String MARK = "checkout.scratch";

    /** The service gives up sooner. Here waiting is what is measured, and a slow machine must not look like an error. */
    private static final String LIMITS = """
            set lock_timeout = '2min';
            set statement_timeout = '2min';
            set transaction_timeout = '2min';
            set idle_in_transaction_session_timeout = '2min'
            """;

    private final HikariDataSource pool;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    ScratchDatabase(String url, String username, String password, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(username);
        config.setPassword(password);
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(60_000);
        config.setConnectionInitSql(LIMITS);
        this.pool = new HikariDataSource(config);
        this.jdbc = new JdbcTemplate(pool);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
    }

    /**
     * Fails unless the connection leads to a scratch database.
     *
     * @param what would be wrong anywhere else
     */
    public static void require(JdbcTemplate jdbc, String what) {
        if (!"on".equals(jdbc.queryForObject("select current_setting(?, true)", String.class, MARK))) {
            throw new IllegalStateException(
                    "%s oversells stock. It runs only in a scratch database of ./checkout lab strategies; %s is not one."
                            .formatted(what, jdbc.queryForObject("select current_database()", String.class)));
        }
    }

    public JdbcTemplate jdbc() {
        return jdbc;
    }

    public TransactionTemplate transaction() {
        return transaction;
    }

    /** Opens all connections, so that none is opened while something is measured. */
    public void openConnections() throws SQLException {
        List<Connection> opened = new ArrayList<>();
        try {
            while (opened.size() < pool.getMaximumPoolSize()) {
                opened.add(pool.getConnection());
            }
        } finally {
            for (Connection connection : opened) {
                connection.close();
            }
        }
    }

    public void stock(Collection<String> skus, int onHand) {
        skus.forEach(sku -> jdbc.update("insert into stock (sku, on_hand) values (?, ?)", sku, onHand));
    }

    @Override
    public void close() {
        pool.close();
    }
}
