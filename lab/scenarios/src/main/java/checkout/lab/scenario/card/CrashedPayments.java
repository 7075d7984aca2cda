package checkout.lab.scenario.card;

import checkout.lab.audit.ProviderLedgerReader;
import checkout.lab.audit.ProviderLedgerReader.ProviderCharge;
import checkout.lab.database.SqlQuery;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.SeededRandom;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.stack.part.StackPart;
import checkout.lab.time.Polling;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Kills payment-service again and again while the provider works on its calls: the provider has acted, and nobody wrote it down. */
final class CrashedPayments {
    private static final String SERVICE = "payment-service";

    /** Long enough that calls are under way at any moment, and short enough that none counts as unanswered. */
    private static final int LATENCY_MILLIS = 250;

    private static final Duration HANDLED = Duration.ofMillis(4 * LATENCY_MILLIS);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(1_500);
    private static final Polling UNDER_WAY = new Polling(Duration.ofSeconds(10), Duration.ofMillis(5));

    private final int kills;
    private long authorizationsLost;
    private long capturesLost;

    CrashedPayments(int kills) {
        this.kills = kills;
    }

    /** Posts so many checkouts. */
    interface Posting {
        Set<UUID> post(int count) throws InterruptedException;
    }

    /** Posts the checkouts in parts, and kills the service once for each. */
    Set<UUID> run(ScenarioContext context, int checkouts, Posting posting) throws InterruptedException, SQLException {
        ProviderFaults provider = new ProviderFaults(context);
        SeededRandom random = context.random("kills of " + SERVICE);
        Set<UUID> posted = new HashSet<>();
        provider.delayCalls(LATENCY_MILLIS);
        try (Connection auditor = context.auditor()) {
            for (int kill = 1; kill <= kills; kill++) {
                posted.addAll(posting.post(checkouts * kill / kills - checkouts * (kill - 1) / kills));
                Thread.sleep(random.between(Duration.ZERO, LONGEST_WAIT));
                UNDER_WAY.until(calls -> !calls.isEmpty(), () -> underWay(auditor, context));
                StackPart service = context.processes().part(SERVICE);
                context.processes().kill(service);
                // the provider goes on with what it has received
                Thread.sleep(HANDLED);
                countLost(context, underWay(auditor, context));
                context.processes().start(service);
                context.log(
                        "%s killed, %d of %d; so far %d authorizations and %d captures were made and not written down",
                        SERVICE, kill, kills, authorizationsLost, capturesLost);
            }
        } finally {
            provider.clear();
        }
        return posted;
    }

    /** The status of each payment of the run of which a call was begun whose result is not written. */
    private static Map<UUID, String> underWay(Connection auditor, ScenarioContext context) throws SQLException {
        Map<UUID, String> calls = new LinkedHashMap<>();
        SqlQuery.forEach(
                auditor, """
                select checkout_id, status from payments.payment
                where checkout_id >= ?::uuid and next_call_at is not null and attempt > 0 and status in ('REQUESTED', 'CAPTURING')
                """, row -> calls.put(row.getObject(1, UUID.class), row.getString(2)), context.lowestId());
        return calls;
    }

    private void countLost(ScenarioContext context, Map<UUID, String> calls) throws InterruptedException {
        Map<UUID, ProviderCharge> charges =
                new ProviderLedgerReader(context.stack().ports().url(ProviderFaults.PROVIDER)).charges();
        calls.forEach((checkout, status) -> {
            ProviderCharge charge = charges.get(checkout);
            if (charge != null && status.equals("REQUESTED") && charge.charged() > 0) {
                authorizationsLost++;
            } else if (charge != null && status.equals("CAPTURING") && charge.captured() > 0) {
                capturesLost++;
            }
        });
    }

    /** A run in which no answer was lost shows nothing. */
    ExpectationResult result() {
        return new ExpectationResult(
                "the provider made authorizations and captures whose answers died with %s".formatted(SERVICE),
                authorizationsLost > 0 && capturesLost > 0
                        ? List.of()
                        : List.of("it made %d authorizations and %d captures; give the run more --times"
                                .formatted(authorizationsLost, capturesLost)),
                Map.of("kills", kills, "authorizations", authorizationsLost, "captures", capturesLost));
    }
}
