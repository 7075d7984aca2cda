package checkout.orchestrator.returns;

import checkout.contracts.OrderCommand.ResolveReturn;
import checkout.contracts.ReturnOutcome;
import checkout.contracts.ReturnRequested;
import checkout.saga.engine.state.SagaOutcome;
import checkout.saga.runtime.SagaType;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReturnSagaConfiguration {
    @Bean
    SagaType<Return> returns() {
        return SagaType.of(Return.class, ReturnSaga.versions())
                .startedBy(ReturnRequested.class, ReturnRequested::returnId)
                .keyedBy(Return::checkoutId)
                .onCompleted(Return::accepted)
                .onCompensated(Return::refused)
                .onResolved("ACCEPTED", "REFUSED", ReturnSagaConfiguration::resolveReturn);
    }

    /** The key of a return's messages is its checkout. */
    private static ResolveReturn resolveReturn(UUID saga, UUID checkout, SagaOutcome outcome) {
        return new ResolveReturn(
                checkout,
                saga,
                switch (outcome) {
                    case COMPLETED -> ReturnOutcome.ACCEPTED;
                    case COMPENSATED -> ReturnOutcome.REFUSED;
                });
    }
}
