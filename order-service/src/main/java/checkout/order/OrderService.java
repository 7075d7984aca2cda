package checkout.order;

import checkout.contracts.MessageType;
import checkout.messaging.Catalogue;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
@ConfigurationPropertiesScan
public class OrderService {
    public static void main(String[] args) {
        SpringApplication.run(OrderService.class, args);
    }

    @Bean
    Catalogue messages() {
        return new Catalogue(MessageType.ALL.stream()
                .map(type -> new Catalogue.Entry(type.name(), type.topic(), type.body()))
                .toList());
    }
}
