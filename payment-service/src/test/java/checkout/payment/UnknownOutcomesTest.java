package checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** If this fails, a call whose result is not known charges a card twice, or leaves a charge without a payment. */
class UnknownOutcomesTest extends PaymentServiceTestBase {
    private static final List<String> TOKENS =
            List.of("tok_slow", "tok_timeout", "tok_flaky", "tok_pending", "tok_ok", "tok_down");
    private static final int EACH = 30;
    private static final long SEED = 20261121;

    private final Random random = new Random(SEED);

    /** The lease of every call ends again and again, as if its process had died with it. */
    @Test
    void everyCardIsChargedOnceOrNotAtAll() {
        Map<UUID, String> tokens = new LinkedHashMap<>();
        for (int i = 0; i < EACH * TOKENS.size(); i++) {
            tokens.put(new UUID(random.nextLong(), random.nextLong()), TOKENS.get(i % TOKENS.size()));
        }
        tokens.forEach(orchestrator::authorizeCard);
        for (int death = 0; death < 5; death++) {
            int attempts = death;
            CommandSender.eventually().until(() -> !jdbc.queryForList(
                            "select 1 from payment where next_call_at is not null and attempt > ? limit 1",
                            Integer.class,
                            attempts)
                    .isEmpty());
            jdbc.update("update payment set next_call_at = now() where next_call_at is not null and attempt > 0");
        }
        List<UUID> voided = new ArrayList<>();
        tokens.forEach((checkout, token) -> {
            boolean undecided = token.equals("tok_timeout") || token.equals("tok_down");
            if (undecided || random.nextInt(4) == 0) {
                orchestrator.voidPayment(checkout);
                voided.add(checkout);
            }
        });

        tokens.keySet()
                .forEach(checkout ->
                        orchestrator.awaitStatus(checkout, voided.contains(checkout) ? "VOIDED" : "AUTHORIZED"));
        tokens.forEach((checkout, token) -> {
            JsonNode account = provider.account(checkout);
            long net =
                    account.path("charged").asLong() - account.path("refunded").asLong();
            assertThat(account.path("charges").asInt()).as(token).isLessThanOrEqualTo(1);
            assertThat(net).as(token).isEqualTo(voided.contains(checkout) ? 0 : 1998);
        });
    }

    /** The provider charged the card and did not answer: it says so when it is asked, so that nothing need be undone. */
    @Test
    void aChargeThatWasNeverAnsweredIsFound() {
        List<UUID> charged = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            UUID id = UUID.randomUUID();
            orchestrator.authorizeCard(id, "tok_timeout");
            charged.add(id);
        }
        CommandSender.eventually().until(() -> charged.stream()
                .allMatch(id -> jdbc.queryForList(
                                        "select 1 from payment where checkout_id = ? and (attempt > 1 or status <> 'REQUESTED')",
                                        Integer.class,
                                        id)
                                .size()
                        == 1));
        charged.removeIf(id -> provider.account(id).isMissingNode());
        assertThat(charged).isNotEmpty();

        for (UUID id : charged) {
            assertThat(orchestrator.awaitReply(id).type()).isEqualTo("payments.PaymentAuthorized.v1");
            assertThat(provider.account(id).path("charges").asInt()).isEqualTo(1);
        }
    }

    @Test
    void aPaymentThatWasNeverSentIsVoidedWithoutACall() {
        cardCalls.stop();
        orchestrator.authorizeCard(checkout, "tok_ok");
        orchestrator.awaitStatus(checkout, "REQUESTED");
        orchestrator.voidPayment(checkout);

        assertThat(orchestrator.awaitReply(checkout).type()).isEqualTo("payments.PaymentVoided.v1");
        cardCalls.start();
        assertThat(provider.account(checkout).isMissingNode()).isTrue();
        assertThat(jdbc.queryForObject(
                        "select token is null from payment where checkout_id = ?", Boolean.class, checkout))
                .isTrue();
    }
}
