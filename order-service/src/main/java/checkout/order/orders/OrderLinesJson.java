package checkout.order.orders;

import checkout.contracts.OrderLine;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The lines of an order, a return or a cart as JSON, as the database stores or returns them. */
@Component
public class OrderLinesJson {
    private static final TypeReference<List<OrderLine>> LINES = new TypeReference<>() {};

    private final JsonMapper json;

    OrderLinesJson(JsonMapper json) {
        this.json = json;
    }

    public List<OrderLine> read(String lines) {
        return json.readValue(lines, LINES);
    }

    public String write(List<OrderLine> lines) {
        return json.writeValueAsString(lines);
    }
}
