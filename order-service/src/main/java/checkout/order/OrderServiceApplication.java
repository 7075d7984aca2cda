package checkout.order;

import checkout.contracts.MessageType;
import checkout.messaging.MessageTypeRegistry;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** Starts order-service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class OrderServiceApplication {
    public static void main(String[] args) {
        SpringApplication.run(OrderServiceApplication.class, args);
    }

    @Bean
    MessageTypeRegistry messageTypes() {
        return MessageTypeRegistry.of(MessageType.ALL, MessageType::name, MessageType::topic, MessageType::body);
    }
}
