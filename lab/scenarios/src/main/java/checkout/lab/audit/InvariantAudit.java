package checkout.lab.audit;

import checkout.lab.audit.ProviderLedgerReader.ProviderCharge;
import checkout.lab.database.DatabaseConnections;
import checkout.lab.database.SqlQuery;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StackException;
import checkout.lab.time.Polling;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Checks every invariant of a running stack, with a read-only role. */
public final class InvariantAudit {
    private static final int MAX_COUNTER_EXAMPLES = 10;
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);
    private static final List<Invariant> INVARIANTS =
            Stream.of(Invariants.ALL, StockInvariants.ALL, LedgerInvariants.ALL)
                    .flatMap(List::stream)
                    .toList();
    private static final String IN_PROGRESS = """
            select exists (select from orders.orders where status = 'PENDING')
                or exists (select from sagas.saga where phase not in ('COMPLETED', 'COMPENSATED', 'RESOLVED'))
            """;

    private final LocalStack stack;

    public InvariantAudit(LocalStack stack) {
        this.stack = stack;
    }

    /** The result for one invariant, which holds if there is no counter-example. */
    public record Verdict(String invariant, List<String> counterExamples) {
        public boolean holds() {
            return counterExamples.isEmpty();
        }
    }

    /** Checks what must hold at any time, however much is in progress. */
    public List<Verdict> underLoad() throws InterruptedException {
        return run(false, Duration.ZERO);
    }

    /** Waits until all checkouts and their sagas have ended or the timeout has passed, then checks everything. */
    public List<Verdict> atRest(Duration timeout) throws InterruptedException {
        return run(true, timeout);
    }

    private List<Verdict> run(boolean atRest, Duration timeout) throws InterruptedException {
        List<Verdict> verdicts = new ArrayList<>();
        try (Connection auditor = DatabaseConnections.auditor(stack)) {
            if (atRest) {
                new Polling(timeout, POLL_INTERVAL)
                        .until(inProgress -> !inProgress, () -> SqlQuery.isTrue(auditor, IN_PROGRESS));
            }
            for (Invariant invariant : INVARIANTS) {
                if (atRest || !invariant.atRest()) {
                    verdicts.add(new Verdict(
                            invariant.name(), SqlQuery.counterExamples(auditor, invariant.counterExamples())));
                }
            }
            if (atRest) {
                verdicts.add(compareWithProvider(auditor));
            }
        } catch (SQLException failed) {
            throw new StackException(
                    "The auditor cannot read the database (%s).".formatted(failed.getMessage()), failed);
        }
        return verdicts;
    }

    /** Every card payment, less its refunds, has one charge of that amount at the provider, which has no other charge. */
    private Verdict compareWithProvider(Connection auditor) throws SQLException, InterruptedException {
        Map<UUID, ProviderCharge> charges =
                new ProviderLedgerReader(stack.ports().url("provider-simulator")).charges();
        Map<UUID, Long> payments = new HashMap<>();
        SqlQuery.forEach(auditor, """
                select checkout_id, amount - refunded from payments.payment
                where method = 'CARD' and status in ('AUTHORIZED', 'CAPTURING', 'CAPTURED')
                """, row -> payments.put(row.getObject(1, UUID.class), row.getLong(2)));
        List<String> counterExamples = new ArrayList<>();
        payments.forEach((id, amount) -> {
            ProviderCharge charge = charges.get(id);
            if (charge == null || charge.net() != amount) {
                counterExamples.add("%s: our payment is %d, the provider reports %s".formatted(id, amount, charge));
            }
        });
        charges.forEach((id, charge) -> {
            if (charge.net() != 0 && !payments.containsKey(id)) {
                counterExamples.add(
                        "%s: the provider charged %d, and we have no such payment".formatted(id, charge.net()));
            }
            if (charge.times() > 1) {
                counterExamples.add("%s: the card was charged %d times".formatted(id, charge.times()));
            }
        });
        return new Verdict(
                "the provider charged exactly what our payments say, and once",
                counterExamples.subList(0, Math.min(MAX_COUNTER_EXAMPLES, counterExamples.size())));
    }
}
