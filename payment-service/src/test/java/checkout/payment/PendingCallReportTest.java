package checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.hop.MessageQuestion;
import checkout.messaging.hop.MessageReport.PendingWork;
import checkout.messaging.hop.PendingWorkLookup;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** If this fails, an operator is not told that a payment waits for the card provider, or what the provider said. */
class PendingCallReportTest extends PaymentServiceTestBase {
    @Autowired
    private PendingWorkLookup pendingWork;

    @Test
    void saysWhatTheProviderSaidAndWhenItIsCalledAgain() {
        orchestrator.authorizeCard(checkout, "tok_down");
        CommandSender.eventually()
                .until(() -> jdbc.queryForList(
                                        "select last_error from payment where checkout_id = ? and last_error is not null",
                                        checkout)
                                .size()
                        == 1);
        // the command that is waited for, as the payment has it
        String step = jdbc.queryForObject("select step from payment where checkout_id = ?", String.class, checkout);
        String action = jdbc.queryForObject("select action from payment where checkout_id = ?", String.class, checkout);
        List<PendingWork> work = pendingWork.of(question(step, action));
        assertThat(work).hasSize(1);
        assertThat(work.getFirst().owner()).isEqualTo("card provider");
        assertThat(work.getFirst().sentence())
                .startsWith("its payment is REQUESTED after ")
                .contains("; the card provider last said: ", "; the next call is due ", "; the circuit breaker is ");
        assertThat(pendingWork.of(question(step, "UNDO"))).isEmpty();
    }

    private MessageQuestion question(String step, String action) {
        return new MessageQuestion(
                UUID.randomUUID(), "payments.commands", checkout.toString(), checkout, step, action, 1);
    }
}
