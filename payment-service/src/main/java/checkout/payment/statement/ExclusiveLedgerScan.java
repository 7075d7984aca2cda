package checkout.payment.statement;

import checkout.messaging.sql.LongStatement;
import checkout.web.ProblemException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads that sum up many entries, and may take long: one at a time, so that payments do not run out of connections. */
@Component
class ExclusiveLedgerScan {
    /** Shorter than the operator's command waits for an answer. */
    private static final Duration LIMIT = Duration.ofSeconds(50);

    private final LongStatement statement;
    private final Semaphore permit = new Semaphore(1);

    ExclusiveLedgerScan(JdbcTemplate jdbc) {
        this.statement = new LongStatement(jdbc, LIMIT);
    }

    <T> T run(Supplier<T> work) {
        if (!permit.tryAcquire()) {
            throw new ProblemException(
                    HttpStatus.CONFLICT,
                    "ledger-busy",
                    "The ledger is being read",
                    "Another request is summing up the ledger; repeat this one when it has ended.");
        }
        try {
            return statement.call(work);
        } finally {
            permit.release();
        }
    }
}
