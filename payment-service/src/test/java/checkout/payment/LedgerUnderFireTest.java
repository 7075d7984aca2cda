package checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * 10,000 random holds, captures, voids and refunds over 50 wallets, through the service's consumers, which take them in
 * batches in three threads; twice, all connections of the service are killed meanwhile. If this fails, money is lost or made
 * out of nothing, a wallet is overdrawn, or the books do not say what happened.
 */
class LedgerUnderFireTest extends PaymentServiceTestBase {
    private static final int WALLETS = 50;
    private static final int ROUNDS = 5;
    private static final int NEW_PAYMENTS = 900;
    private static final int COMMANDS = 2_000;
    private static final int SENDERS = 32;
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    /** Enough for about half of the payments, so that many are refused. */
    private static final long MONEY = 20_000;

    private final Random random = new Random(14);
    private final String prefix = "fire-" + UUID.randomUUID() + "-";

    /** The commands of the round. */
    private final List<Runnable> commands = new ArrayList<>();

    /** Checkouts whose payment was authorized; most are still held, some are captured, voided or refunded. */
    private final List<UUID> authorized = new ArrayList<>();

    private final List<UUID> all = new ArrayList<>();

    @Test
    void theBooksBalanceWhateverHappens() {
        IntStream.range(0, WALLETS).forEach(n -> TestWallets.open(jdbc, prefix + n, "EUR", MONEY));
        int expected = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<UUID> placed = placeNewPayments(round == 0 ? COMMANDS : NEW_PAYMENTS);
            changeEarlierOnes(COMMANDS - commands.size());
            Collections.shuffle(commands, random);
            expected += commands.size();
            sendTogether();
            if (round == 1 || round == 3) {
                awaitReplies(expected - COMMANDS / 2);
                assertThat(killConnections()).isPositive();
            }
            awaitReplies(expected);
            authorized.addAll(stillAuthorized(placed));
        }

        assertThat(expected).isEqualTo(ROUNDS * COMMANDS);
        assertThat(sum("select count(*) from hold where account_id like ?")).isGreaterThan(1_000);
        assertThat(sum("select count(*) from payment where status = 'DECLINED' and ? is not null"))
                .isGreaterThan(500);
        assertEveryBalanceIsTheSumOfItsEntries();
        assertMoneyIsConserved();
        assertPaymentsAgreeWithTheirEntries();
    }

    /** Many at once, so that the consumers find full batches. */
    private void sendTogether() {
        try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
            CompletableFuture.allOf(commands.stream()
                            .map(command -> CompletableFuture.runAsync(command, senders))
                            .toArray(CompletableFuture<?>[]::new))
                    .join();
        }
        commands.clear();
    }

    private List<UUID> placeNewPayments(int count) {
        List<UUID> placed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            UUID id = UUID.randomUUID();
            String wallet = prefix + random.nextInt(WALLETS);
            String amount = "%d.%02d".formatted(1 + random.nextInt(20), random.nextInt(100));
            commands.add(() -> orchestrator.authorizeWallet(id, wallet, amount));
            placed.add(id);
        }
        all.addAll(placed);
        return placed;
    }

    private void changeEarlierOnes(int count) {
        for (int i = 0; i < count; i++) {
            UUID id = authorized.get(random.nextInt(authorized.size()));
            String amount = "%d.%02d".formatted(random.nextInt(4), 1 + random.nextInt(99));
            UUID returnId = UUID.randomUUID();
            commands.add(
                    switch (random.nextInt(8)) {
                        case 0 -> () -> orchestrator.voidPayment(id);
                        case 1, 2, 3 -> () -> orchestrator.capture(id);
                        default -> () -> orchestrator.refund(id, returnId, amount);
                    });
        }
    }

    private int killConnections() {
        return new JdbcTemplate(database.superuser())
                .queryForObject("""
                select count(*) filter (where pg_terminate_backend(pid)) from pg_stat_activity
                where usename = ? and datname = ?
                """, int.class, database.username(), database.name());
    }

    private void awaitReplies(int count) {
        // the connection of this query may have been killed too
        CommandSender.eventually()
                .pollInterval(POLL_INTERVAL)
                .ignoreExceptionsInstanceOf(DataAccessException.class)
                .untilAsserted(() -> assertThat(jdbc.queryForObject(
                                "select count(*) from outbox where topic = 'checkout.replies' and message_key = any (?)",
                                int.class,
                                (Object) all.stream().map(UUID::toString).toArray(String[]::new)))
                        .isGreaterThanOrEqualTo(count));
    }

    private List<UUID> stillAuthorized(List<UUID> placed) {
        return jdbc.queryForList(
                "select checkout_id from payment where status = 'AUTHORIZED' and checkout_id = any (?) order by 1",
                UUID.class,
                (Object) placed.toArray(UUID[]::new));
    }

    private void assertEveryBalanceIsTheSumOfItsEntries() {
        assertThat(jdbc.queryForList("""
                        select account.id from account cross join lateral (
                            select coalesce(sum(amount) filter (where account = 'wallet:' || wallet), 0) as available,
                                   coalesce(sum(amount) filter (where account = 'held:' || wallet), 0) as held
                            from ledger_entry where wallet = account.id
                        ) booked
                        where account.id like ?
                          and (account.available, ledger - account.available) is distinct from (booked.available, booked.held)
                        """, String.class, prefix + "%")).isEmpty();
        assertThat(sum("select count(*) from account where id like ? and (available < 0 or available > ledger)"))
                .isZero();
    }

    private void assertMoneyIsConserved() {
        long earned = sum(
                "select coalesce(sum(amount), 0) from ledger_entry where wallet like ? and account = 'settlement:EUR'");
        assertThat(earned).isPositive();
        assertThat(sum("select sum(ledger) from account where id like ?") + earned)
                .isEqualTo(WALLETS * MONEY);
    }

    private void assertPaymentsAgreeWithTheirEntries() {
        assertThat(jdbc.queryForList("""
                        select checkout_id from hold join payment using (checkout_id) cross join lateral (
                            select coalesce(sum(amount) filter (where account = 'held:' || wallet), 0) as held,
                                   coalesce(sum(amount) filter (where account = 'settlement:EUR'), 0) as taken
                            from ledger_entry where ledger_entry.checkout_id = hold.checkout_id
                        ) booked
                        where account_id like ?
                          and (case when hold.status = 'HELD' then payment.amount - refunded else 0 end,
                               case when hold.status = 'CAPTURED' then payment.amount - refunded else 0 end)
                              is distinct from (booked.held, booked.taken)
                        """, UUID.class, prefix + "%")).isEmpty();
        assertThat(sum("""
                select count(*) from refund join hold using (checkout_id) where account_id like ? and refund.status = 'REFUNDED'
                """))
                .isPositive()
                .isEqualTo(sum("select count(*) from ledger_transfer where wallet like ? and return_id is not null"));
    }

    private long sum(String query) {
        return jdbc.queryForObject(query, Long.class, prefix + "%");
    }
}
