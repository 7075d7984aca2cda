package checkout.sample;

import checkout.messaging.MessageTypeRegistry;
import checkout.messaging.MessageTypeRegistry.Entry;
import checkout.saga.engine.StepOutcome;
import checkout.saga.runtime.ReplyOutcomes;
import checkout.saga.runtime.SagaChannels;
import checkout.sample.trip.TripMessages;
import checkout.sample.trip.TripMessages.Booked;
import checkout.sample.trip.TripMessages.SoldOut;
import checkout.sample.voucher.VoucherSaga;
import checkout.web.ApiSecurity;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** An application that runs both sample sagas. */
@SpringBootApplication
public class SampleOrchestrator {
    @Bean
    MessageTypeRegistry messageTypes() {
        List<Entry> entries = Stream.concat(TripMessages.TYPES.stream(), VoucherSaga.TYPES.stream())
                .toList();
        return new MessageTypeRegistry(entries);
    }

    @Bean
    SagaChannels sagaChannels() {
        return new SagaChannels(
                "sample-orchestrator",
                List.of(TripMessages.EVENTS, TripMessages.REPLIES),
                Map.of(TripMessages.COMMANDS, "travel-service"));
    }

    @Bean
    ReplyOutcomes replyOutcomes() {
        return reply -> switch (reply) {
            case SoldOut soldOut -> new StepOutcome.Refused("SOLD_OUT", soldOut);
            case Booked booked -> new StepOutcome.Done(booked);
            default -> throw new IllegalArgumentException("%s is no reply".formatted(reply));
        };
    }

    @Bean
    SecurityFilterChain rules(HttpSecurity http, ApiSecurity security) {
        return security.users(http)
                .authorizeHttpRequests(requests -> requests.anyRequest().hasRole("operator"))
                .build();
    }
}
