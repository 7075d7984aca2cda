package checkout.saga.runtime.operator;

import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads several tables from one snapshot of the database. The isolation level is set for the transaction: Spring's own
 * setting is one of the session, which a connection pooler gives to somebody else after the transaction.
 */
@Component
class SnapshotReader {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    SnapshotReader(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions, readOnly());
    }

    private static TransactionDefinition readOnly() {
        DefaultTransactionDefinition definition = new DefaultTransactionDefinition();
        definition.setReadOnly(true);
        return definition;
    }

    <T> T read(Supplier<T> queries) {
        return transaction.execute(status -> {
            jdbc.execute("set transaction isolation level repeatable read");
            return queries.get();
        });
    }
}
