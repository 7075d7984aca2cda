package checkout.payment.statement;

import checkout.payment.statement.LedgerVerification.Difference;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Verifies the ledger of a test. */
public final class Differences {
    private static final int ALL = 10_000;

    private Differences() {}

    /** The accounts whose recorded balance is not the sum of their entries. */
    public static List<String> in(JdbcTemplate jdbc) {
        return new LedgerVerification(jdbc)
                .verify(null, ALL).differences().stream()
                        .map(Difference::toString)
                        .toList();
    }
}
