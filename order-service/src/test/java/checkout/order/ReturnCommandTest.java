package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Fails if a return ends wrongly, if an end is reversed, or if a command is not answered as its saga expects. */
class ReturnCommandTest extends RunningReturns {
    private static final String IN_PROGRESS = "orders.ReturnInProgress";
    private static final String WITHDRAWN = "orders.ReturnWithdrawn";
    private static final String COMPLETED = "orders.ReturnCompleted";
    private static final String ALREADY_UNDONE = "checkout.AlreadyUndone";

    @Test
    void isPendingUntilItIsCompleted() {
        UUID checkout = confirmed();
        UUID returned = returned(checkout, "TEA-001", 1);
        accept(checkout, returned);
        accept(checkout, returned);
        awaitReplies(returned, IN_PROGRESS, IN_PROGRESS);
        assertThat(view(checkout, returned).at("/status").asString()).isEqualTo("PENDING");
        complete(checkout, returned);
        complete(checkout, returned);
        accept(checkout, returned);
        awaitReplies(returned, IN_PROGRESS, IN_PROGRESS, COMPLETED, COMPLETED, IN_PROGRESS);
        assertThat(view(checkout, returned).at("/status").asString()).isEqualTo("ACCEPTED");
        assertThat(view(checkout, returned).at("/finishedAt").asString()).isNotBlank();
    }

    @Test
    void isRefusedWithAReason() {
        UUID checkout = confirmed();
        UUID returned = returned(checkout, "TEA-001", 1);
        accept(checkout, returned);
        refuse(checkout, returned);
        refuse(checkout, returned);
        awaitReplies(returned, IN_PROGRESS, WITHDRAWN, WITHDRAWN);
        assertThat(view(checkout, returned).at("/status").asString()).isEqualTo("REFUSED");
        assertThat(view(checkout, returned).at("/refusalReason").asString()).isEqualTo("REFUND_DECLINED");
    }

    @Test
    void isNotAcceptedAfterItsUndo() {
        UUID checkout = confirmed();
        UUID returned = returned(checkout, "TEA-001", 1);
        refuse(checkout, returned);
        accept(checkout, returned);
        awaitReplies(returned, WITHDRAWN, ALREADY_UNDONE);
        assertThat(view(checkout, returned).at("/status").asString()).isEqualTo("REFUSED");
    }

    @Test
    void deadLettersTheCompletionOfARefusedReturn() {
        UUID checkout = confirmed();
        UUID returned = returned(checkout, "TEA-001", 1);
        refuse(checkout, returned);
        complete(checkout, returned);
        awaitDeadLetters(returned, "orders.CompleteReturn");
        awaitReplies(returned, WITHDRAWN);
        assertThat(view(checkout, returned).at("/status").asString()).isEqualTo("REFUSED");
    }

    @Test
    void deadLettersTheRefusalOfAnAcceptedReturn() {
        UUID checkout = confirmed();
        UUID returned = returned(checkout, "TEA-001", 1);
        complete(checkout, returned);
        refuse(checkout, returned);
        awaitDeadLetters(returned, "orders.RefuseReturn");
        awaitReplies(returned, COMPLETED);
        assertThat(view(checkout, returned).at("/status").asString()).isEqualTo("ACCEPTED");
    }

    @Test
    void deadLettersCommandsForUnknownReturnsAndLeavesTheirNeighboursAlone() {
        UUID checkout = confirmed();
        UUID other = confirmed();
        UUID returned = returned(checkout, "TEA-001", 1);
        UUID unknown = UUID.randomUUID();
        accept(checkout, returned);
        complete(other, unknown);
        accept(other, unknown);
        complete(other, returned);
        complete(checkout, returned);
        awaitDeadLetters(unknown, "orders.CompleteReturn", "orders.AcceptReturn");
        awaitDeadLetters(returned, "orders.CompleteReturn");
        awaitReplies(returned, IN_PROGRESS, COMPLETED);
    }

    @Test
    void answersARedeliveredCommandOnce() {
        UUID checkout = confirmed();
        UUID returned = returned(checkout, "TEA-001", 1);
        UUID message = accept(checkout, returned);
        command(
                message,
                returned,
                checkout,
                "orders.AcceptReturn.v1",
                "{\"checkoutId\":\"%s\",\"returnId\":\"%s\"}".formatted(checkout, returned));
        complete(checkout, returned);
        awaitReplies(returned, IN_PROGRESS, COMPLETED);
    }

    @Test
    void isDecidedInABatchWithOthersAndWithOrders() {
        UUID pending = placed();
        UUID checkout = confirmed();
        List<UUID> returns = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            UUID each = i == 0 ? checkout : confirmed();
            returns.add(returned(each, "TEA-001", 1));
        }
        UUID second = returned(checkout, "TEA-001", 1);
        for (UUID returned : returns) {
            UUID of = orderOf(returned);
            accept(of, returned);
            complete(of, returned);
        }
        accept(checkout, second);
        refuse(checkout, second);
        confirm(pending);
        await().until(() -> status(pending).equals("CONFIRMED"));
        returns.forEach(returned -> awaitReplies(returned, IN_PROGRESS, COMPLETED));
        awaitReplies(second, IN_PROGRESS, WITHDRAWN);
    }

    private UUID orderOf(UUID returned) {
        return java.util.Objects.requireNonNull(
                jdbc.queryForObject("select order_id from order_return where id = ?", UUID.class, returned));
    }
}
