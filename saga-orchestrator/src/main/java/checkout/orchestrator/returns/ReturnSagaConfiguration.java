package checkout.orchestrator.returns;

import checkout.contracts.ReturnRequested;
import checkout.saga.runtime.SagaType;
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
                .onCompensated(Return::refused);
    }
}
