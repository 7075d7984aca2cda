package checkout.order.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.order.RunningOrderService;
import checkout.testinfra.TwoSessions;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Fails if an instance does not start beside another that fills the catalogue, or changes a product that exists. */
class ProductsTest extends RunningOrderService {
    @Autowired
    private Products products;

    @Autowired
    private DataSource database;

    @Test
    void twoInstancesThatStartAddEachProductOnce() {
        TwoSessions sessions = new TwoSessions(database);
        String sku = "TWICE-" + UUID.randomUUID();

        long price = sessions.secondWaits(() -> products.add(sku, "a cup", "of the first", 100, "EUR"), () -> {
            products.add(sku, "a cup", "of the second", 200, "EUR");
            return sessions.jdbc().queryForObject("select price_minor from product where sku = ?", long.class, sku);
        });

        assertThat(price).isEqualTo(100);
        sessions.jdbc().update("delete from product where sku = ?", sku);
    }
}
