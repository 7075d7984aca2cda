package checkout.order.webhook.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fails if an endpoint could have a URL that leads where no webhook belongs. */
class TargetUrlsTest {
    private static final TargetUrls STRICT = urls(new TargetSettings(false, List.of()));
    private static final TargetUrls LOCAL = urls(new TargetSettings(true, List.of("127.0.0.0/8")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example.com",
                "https://shop.example.com/webhooks?shop=1",
                "https://shop.example.com:443/",
                "https://shop.example.com:8443/",
                "https://1.1.1.1/",
                "https://[2606:4700:4700::1111]/"
            })
    void allowsPublicHttps(String url) {
        assertThat(STRICT.violation(url)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    http://shop.example.com/           | must begin with https://
                    ftp://shop.example.com/            | must begin with https://
                    file:///etc/passwd                 | must begin with https://
                    shop.example.com                   | must begin with https://
                    https:///webhooks                  | must have a host name
                    https:/webhooks                    | must have a host name
                    https://user@shop.example.com/     | must not contain a user
                    https://u:p@shop.example.com/      | must not contain a user
                    https://shop.example.com/#x        | must not contain a fragment
                    https://shop.example.com:25/       | must have the port 443
                    https://shop.example.com:80/       | must have the port 443
                    https://shop.example.com:0/        | must have the port 443
                    https://shop.example.com:99999/    | must have the port 443
                    https://127.0.0.1/                 | must lead to a public address
                    https://169.254.169.254/latest     | must lead to a public address
                    https://2130706433/                | must
                    https://[::1]/                     | must lead to a public address
                    https://[::ffff:10.0.0.1]/         | must lead to a public address
                    https://shop example.com/          | must be a URL
                    """)
    void saysWhatIsWrong(String url, String message) {
        assertThat(STRICT.violation(url))
                .hasValueSatisfying(violation -> assertThat(violation).contains(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:9000/", "http://shop.example.com/", "https://127.0.0.1/"})
    void allowsWhatTheSettingsAllow(String url) {
        assertThat(LOCAL.violation(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.0.0.1/", "http://127.0.0.1:22/", "http://u@127.0.0.1/"})
    void allowsNothingBesides(String url) {
        assertThat(LOCAL.violation(url)).isPresent();
    }

    @Property(tries = 500)
    void readsAnyText(@ForAll String url) {
        assertThat(STRICT.violation(url)).isPresent();
    }

    private static TargetUrls urls(TargetSettings settings) {
        return new TargetUrls(new TargetAddresses(settings), settings);
    }
}
