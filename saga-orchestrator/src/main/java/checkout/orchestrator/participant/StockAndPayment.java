package checkout.orchestrator.participant;

import checkout.orchestrator.returns.Return;
import checkout.saga.runtime.participant.ParticipantQuestion;
import checkout.saga.runtime.participant.SagaParticipants;
import checkout.saga.runtime.store.SagaRow;
import checkout.saga.runtime.store.StoredSaga;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks for the stock and the payment of the checkout that a saga is about. */
@Component
class StockAndPayment implements SagaParticipants {
    private static final String CHECKOUT = "checkout";

    @Override
    public List<ParticipantQuestion> of(StoredSaga saga) {
        UUID checkout = checkoutOf(saga);
        return checkout == null
                ? List.of()
                : List.of(
                        new ParticipantQuestion(
                                "inventory-service",
                                "Stock",
                                "/v1/reservations/" + checkout,
                                "Nothing was reserved, refused or released for this checkout.",
                                answer -> answer.path("status").asString(""),
                                ReservationIndicators::of),
                        new ParticipantQuestion(
                                "payment-service",
                                "Payment",
                                "/v1/payments/" + checkout,
                                "No payment was asked for.",
                                answer -> answer.path("status").asString(""),
                                PaymentIndicators::of));
    }

    /** A checkout's saga has its id, whether its data can be read or not. */
    private static @Nullable UUID checkoutOf(StoredSaga saga) {
        if (saga.type().equals(CHECKOUT)) {
            return saga.id();
        }
        return saga instanceof SagaRow row && row.data() instanceof Return data ? data.checkoutId() : null;
    }
}
