package checkout.lab.scenario.diagnosis;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** The causes, each made with real processes and removed again. */
final class WaitCauses {
    private static final String INVENTORY = "inventory-service";
    private static final String RELAY = "outbox-relay";
    private static final String RESERVE = "reserve stock";

    private WaitCauses() {}

    static List<WaitCause> all() {
        return List.of(
                new WaitCause(
                        "inventory-service is stopped",
                        INVENTORY,
                        "inventory-service does not answer",
                        WaitCauses::withoutInventory,
                        (stack, checkout) -> stack.start(INVENTORY)),
                new WaitCause(
                        "the relay is stopped",
                        RELAY,
                        "outbox-relay does not answer",
                        WaitCauses::withoutRelay,
                        (stack, checkout) -> stack.start(RELAY)),
                new WaitCause(
                        "the replication slot is dropped",
                        RELAY,
                        "does not exist",
                        WaitCauses::withoutSlot,
                        (stack, checkout) -> stack.replay("the slot was dropped")),
                new WaitCause(
                        "an answer cannot be read",
                        "saga-orchestrator",
                        "could not handle the answer",
                        WaitCauses::withUnreadableAnswer,
                        WaitCauses::endUnreadableAnswer),
                new WaitCause(
                        "the provider is down past the pivot",
                        "card provider",
                        "the card provider last said",
                        WaitCauses::withoutProvider,
                        (stack, checkout) -> stack.providerFails(false)),
                new WaitCause(
                        "a compensation is refused",
                        "payment-service",
                        "was answered by payment-service with VoidRefused",
                        WaitCauses::withRefusedVoid,
                        WaitCauses::endRefusedVoid),
                new WaitCause(
                        "PostgreSQL does not answer inventory-service",
                        INVENTORY,
                        "is unknown: the database",
                        WaitCauses::withLockedInbox,
                        (stack, checkout) -> stack.unlock()));
    }

    private static UUID withoutInventory(FaultyStack stack) throws InterruptedException {
        stack.stop(INVENTORY);
        UUID checkout = stack.buy("tok_ok");
        stack.awaitStep(checkout, RESERVE, "SENT");
        return checkout;
    }

    /** The command is in Kafka before the relay stops, so that it is the answer that is not published. */
    private static UUID withoutRelay(FaultyStack stack) throws InterruptedException {
        UUID checkout = withoutInventory(stack);
        stack.stop(RELAY);
        stack.start(INVENTORY);
        return checkout;
    }

    private static UUID withoutSlot(FaultyStack stack) throws InterruptedException, SQLException {
        UUID checkout = withoutInventory(stack);
        stack.stop(RELAY);
        stack.sql("select pg_drop_replication_slot('outbox_checkout')");
        stack.launch(RELAY);
        stack.awaitRefused();
        stack.start(INVENTORY);
        return checkout;
    }

    private static UUID withUnreadableAnswer(FaultyStack stack) throws InterruptedException, SQLException {
        stack.sql(BrokenAnswers.UNREADABLE);
        return stack.buy("tok_ok");
    }

    /** The command is sent again when its time is over, and then the answer can be read. */
    private static void endUnreadableAnswer(FaultyStack stack, UUID checkout) throws SQLException {
        stack.sql(BrokenAnswers.NONE);
    }

    private static UUID withoutProvider(FaultyStack stack) throws InterruptedException, SQLException {
        // between authorization and pivot nothing can be stopped in time, so the capture waits for a lock at first
        stack.lock("lock table payments.inbox in exclusive mode");
        UUID checkout = stack.buy("tok_ok");
        stack.awaitStep(checkout, "authorize payment", "SENT");
        stack.stop("saga-orchestrator");
        stack.unlock();
        stack.awaitAuthorized(checkout);
        stack.providerFails(true);
        stack.start("saga-orchestrator");
        stack.awaitStep(checkout, "capture payment", "SENT");
        return checkout;
    }

    private static UUID withRefusedVoid(FaultyStack stack) throws InterruptedException, SQLException {
        stack.sql(BrokenAnswers.REFUSED_VOID);
        UUID checkout = stack.buy("tok_3ds_abandoned");
        stack.awaitStep(checkout, "authorize payment", "SENT");
        stack.cancel(checkout);
        stack.awaitStep(checkout, "authorize payment", "UNDO_STUCK");
        return checkout;
    }

    private static void endRefusedVoid(FaultyStack stack, UUID checkout) throws InterruptedException, SQLException {
        stack.sql(BrokenAnswers.NONE);
        stack.act(checkout, "retry");
    }

    private static UUID withLockedInbox(FaultyStack stack) throws InterruptedException, SQLException {
        stack.lock("lock table inventory.inbox in access exclusive mode");
        UUID checkout = stack.buy("tok_ok");
        stack.awaitStep(checkout, RESERVE, "SENT");
        return checkout;
    }
}
