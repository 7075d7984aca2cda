package checkout.relay.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Red here: the replication session ignores a part of its source's URL, or a wrong URL is not explained at the start. */
class SourceUrlTest {

    @Test
    void everythingButTheAddressReachesTheDriver() {
        SourceUrl url = SourceUrl.of(
                "orders",
                "jdbc:postgresql://a.example:5433,b.example/orders?sslmode=verify-full&sslrootcert=%2Fca.pem&sslcert=/c.crt&sslkey=/c.key&sslpassword=s3cret&socketTimeout=20&targetServerType=primary&tcpKeepAlive=true");

        assertThat(url.database()).isEqualTo("orders");
        assertThat(url.driverProperties())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "sslmode", "verify-full",
                        "sslrootcert", "/ca.pem",
                        "sslcert", "/c.crt",
                        "sslkey", "/c.key",
                        "sslpassword", "s3cret",
                        "socketTimeout", "20",
                        "targetServerType", "primary",
                        "tcpKeepAlive", "true"));
    }

    @Test
    void onlyAPrimaryIsReadWhateverTheUrlSays() {
        assertThat(SourceUrl.of("orders", "jdbc:postgresql://localhost/orders").driverProperties())
                .containsExactly(Map.entry("targetServerType", "primary"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jdbc:mysql://localhost/orders                                    | is jdbc:mysql://localhost/orders; it must be jdbc:postgresql://
            postgresql://localhost/orders?password=secret                    | is postgresql://localhost/orders; it must be
            jdbc:postgresql://localhost/orders?user=relay                    | contains the user; set it as a property
            jdbc:postgresql://localhost/orders?password=secret               | contains the password; set it as a property
            jdbc:postgresql://[::1]:5432/orders                              | it must be a name or an IPv4 address
            jdbc:postgresql://a,b/orders?targetServerType=secondary          | asks for the server type secondary; remove it
            jdbc:postgresql://localhost/orders?socketFactory=x.Y             | sets socketFactory; remove it
            """)
    void explainsWhatIsWrong(String url, String message) {
        assertThatThrownBy(() -> SourceUrl.of("orders", url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("relay.sources: the url of orders ")
                .hasMessageContaining(message)
                .hasMessageNotContaining("secret");
    }
}
