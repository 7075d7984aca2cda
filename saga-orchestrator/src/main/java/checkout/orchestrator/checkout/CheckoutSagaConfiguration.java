package checkout.orchestrator.checkout;

import checkout.contracts.CancelRequested;
import checkout.contracts.OrderCommand.RefuseCancel;
import checkout.contracts.OrderCommand.ResolveOrder;
import checkout.contracts.OrderOutcome;
import checkout.contracts.OrderPlaced;
import checkout.saga.engine.state.SagaOutcome;
import checkout.saga.runtime.SagaType;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CheckoutSagaConfiguration {
    private static final int START_VERSION = 3;

    @Bean
    SagaType<Checkout> checkouts() {
        return SagaType.of(Checkout.class, CheckoutSaga.versions())
                .startedBy(OrderPlaced.class, OrderPlaced::checkoutId)
                .startVersion(START_VERSION)
                .cancelledBy(CancelRequested.class, CancelRequested::checkoutId, RefuseCancel::new)
                .onCompleted(Checkout::confirmed)
                .onCompensated(Checkout::rejected)
                .onResolved("CONFIRMED", "REJECTED", CheckoutSagaConfiguration::resolveOrder)
                .forgetAfter("authorize payment", Checkout::withoutToken)
                .forgetOnEnd(Checkout::withoutToken);
    }

    private static ResolveOrder resolveOrder(UUID saga, UUID checkout, SagaOutcome outcome) {
        return new ResolveOrder(
                checkout,
                switch (outcome) {
                    case COMPLETED -> OrderOutcome.CONFIRMED;
                    case COMPENSATED -> OrderOutcome.REJECTED;
                });
    }
}
