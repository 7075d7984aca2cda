package checkout.lab.audit;

import checkout.lab.database.DatabaseConnections;
import checkout.lab.database.SqlQuery;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StackException;
import checkout.lab.time.Polling;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks every invariant of a running stack, with a read-only role. */
public final class InvariantAudit {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);
    static final List<Invariant> INVARIANTS = Stream.of(
                    Invariants.ALL,
                    SettlementInvariants.ALL,
                    ReturnInvariants.ALL,
                    StockInvariants.ALL,
                    LedgerInvariants.ALL)
            .flatMap(List::stream)
            .toList();
    static final String ORDERS_IN_PROGRESS = "select exists (select from orders.orders where status = 'PENDING')";
    static final String SAGAS_IN_PROGRESS =
            "select exists (select from sagas.saga where phase not in ('COMPLETED', 'COMPENSATED', 'RESOLVED'))";
    private static final String IN_PROGRESS = "select (%s) or (%s)".formatted(ORDERS_IN_PROGRESS, SAGAS_IN_PROGRESS);

    private final Tables tables;
    private final @Nullable String provider;

    /** Of the stack of this clone. */
    public InvariantAudit(LocalStack stack) {
        this(() -> DatabaseConnections.auditor(stack), stack.ports().url("provider-simulator"));
    }

    /**
     * Of a system with other connections.
     *
     * @param provider where the card provider shows its ledger; without it, what needs the ledger is left out
     */
    InvariantAudit(Tables tables, @Nullable String provider) {
        this.tables = tables;
        this.provider = provider;
    }

    /** Connects to a database with the tables of all services. */
    interface Tables {
        Connection connect() throws SQLException;
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

    /** Whether all checkouts and their sagas have ended before the time has passed. */
    public boolean isAtRest(Duration timeout) throws InterruptedException {
        try (Connection auditor = tables.connect()) {
            return isAtRest(auditor, timeout);
        } catch (SQLException failed) {
            throw unreadable(failed);
        }
    }

    private static boolean isAtRest(Connection auditor, Duration timeout) throws SQLException, InterruptedException {
        return !new Polling(timeout, POLL_INTERVAL)
                .until(inProgress -> !inProgress, () -> SqlQuery.isTrue(auditor, IN_PROGRESS));
    }

    /** The names of all invariants. */
    public static Set<String> names() {
        Set<String> names = new HashSet<>(ProviderComparison.NAMES);
        INVARIANTS.forEach(each -> names.add(each.name()));
        return names;
    }

    /** The names of the invariants that hold at any time, however much is in progress. */
    public static Set<String> holdAlways() {
        Set<String> names = new HashSet<>(Set.of(ProviderComparison.ALWAYS));
        INVARIANTS.stream().filter(each -> !each.atRest()).map(Invariant::name).forEach(names::add);
        return names;
    }

    private List<Verdict> run(boolean atRest, Duration timeout) throws InterruptedException {
        List<Verdict> verdicts = new ArrayList<>();
        try (Connection auditor = tables.connect()) {
            if (atRest) {
                boolean unused = isAtRest(auditor, timeout);
            }
            for (Invariant invariant : INVARIANTS) {
                if (atRest || !invariant.atRest()) {
                    verdicts.add(new Verdict(
                            invariant.name(), SqlQuery.counterExamples(auditor, invariant.counterExamples())));
                }
            }
            if (provider != null) {
                verdicts.addAll(ProviderComparison.of(provider, auditor).verdicts(atRest));
            }
        } catch (SQLException failed) {
            throw unreadable(failed);
        }
        return verdicts;
    }

    static StackException unreadable(SQLException failed) {
        return new StackException("The auditor cannot read the database (%s).".formatted(failed.getMessage()), failed);
    }
}
