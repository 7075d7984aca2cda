package checkout.lab.audit;

import checkout.lab.audit.ProviderLedgerReader.Charged;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.Credentials.DatabaseLogin;
import checkout.lab.stack.state.StackException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Checks every invariant of a running stack, with the auditor's read-only eyes. */
public final class InvariantAudit {
    private static final int MOST_TOLD = 10;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final String UNDER_WAY = """
            (select id::text from orders.orders where status = 'PENDING' limit 1)
            union all
            (select id::text from sagas.saga where phase not in ('COMPLETED', 'COMPENSATED', 'RESOLVED') limit 1)
            """;

    private final LocalStack stack;

    public InvariantAudit(LocalStack stack) {
        this.stack = stack;
    }

    /** What one invariant was found to be; it holds if there is no counter-example. */
    public record Verdict(String invariant, List<String> counterExamples) {
        public boolean holds() {
            return counterExamples.isEmpty();
        }
    }

    /** Checks what must hold at every moment, however much is under way. */
    public List<Verdict> underLoad() throws InterruptedException {
        return run(false, Duration.ZERO);
    }

    /** Checks everything, once all checkouts and their sagas have ended; those that do not within the patience are told. */
    public List<Verdict> atRest(Duration patience) throws InterruptedException {
        return run(true, patience);
    }

    private List<Verdict> run(boolean atRest, Duration patience) throws InterruptedException {
        List<Verdict> verdicts = new ArrayList<>();
        try (Connection auditor = connect()) {
            awaitRest(auditor, patience);
            for (Invariant invariant : Invariants.ALL) {
                if (atRest || !invariant.atRest()) {
                    verdicts.add(new Verdict(invariant.name(), texts(auditor, invariant.counterExamples())));
                }
            }
            if (atRest) {
                verdicts.add(cardsAgree(auditor));
            }
        } catch (SQLException failed) {
            throw new StackException(
                    "The auditor cannot read the database (%s).".formatted(failed.getMessage()), failed);
        }
        return verdicts;
    }

    private Connection connect() throws SQLException {
        DatabaseLogin auditor = stack.credentials().auditor();
        return DriverManager.getConnection(auditor.url(), auditor.username(), auditor.password());
    }

    private static void awaitRest(Connection auditor, Duration patience) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline && !texts(auditor, UNDER_WAY).isEmpty()) {
            Thread.sleep(LOOK_AGAIN.toMillis());
        }
    }

    private static List<String> texts(Connection auditor, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = auditor.createStatement()) {
            statement.setMaxRows(MOST_TOLD);
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
        }
        return texts;
    }

    /** Every card payment of ours is a charge of the same amount at the network, and there is no other charge. */
    private Verdict cardsAgree(Connection auditor) throws SQLException, InterruptedException {
        Map<UUID, Charged> network = new ProviderLedgerReader(stack.ports().url("provider-simulator")).charged();
        Map<UUID, Long> ours = new HashMap<>();
        try (Statement statement = auditor.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select checkout_id, amount from payments.payment
                        where method = 'CARD' and status in ('AUTHORIZED', 'CAPTURING', 'CAPTURED')
                        """)) {
            while (rows.next()) {
                ours.put(rows.getObject(1, UUID.class), rows.getLong(2));
            }
        }
        List<String> counterExamples = new ArrayList<>();
        ours.forEach((id, amount) -> {
            Charged charged = network.get(id);
            if (charged == null || charged.net() != amount) {
                counterExamples.add("%s: we took %d, the network says %s".formatted(id, amount, charged));
            }
        });
        network.forEach((id, charged) -> {
            if (charged.net() != 0 && !ours.containsKey(id)) {
                counterExamples.add(
                        "%s: the network charged %d and we know of no payment".formatted(id, charged.net()));
            }
            if (charged.charges() > 1) {
                counterExamples.add("%s: the card was charged %d times".formatted(id, charged.charges()));
            }
        });
        return new Verdict(
                "the card network charged what our payments say, and once",
                counterExamples.subList(0, Math.min(MOST_TOLD, counterExamples.size())));
    }
}
