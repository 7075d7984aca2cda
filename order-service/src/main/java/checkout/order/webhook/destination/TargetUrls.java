package checkout.order.webhook.destination;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Which URLs an endpoint may have. The address that a host name stands for is checked when it is connected to, because it
 * may change at any time.
 */
@Component
public class TargetUrls {
    private static final int MAX_LENGTH = 2_000;
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    /** Below are the ports of other protocols, such as mail, that a request could be mistaken for. */
    private static final int FIRST_USER_PORT = 1_024;

    private static final int LAST_PORT = 65_535;
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[.*]");

    private final TargetAddresses addresses;
    private final TargetSettings settings;

    TargetUrls(TargetAddresses addresses, TargetSettings settings) {
        this.addresses = addresses;
        this.settings = settings;
    }

    /** What is wrong with the URL, if anything. */
    public Optional<String> violation(String url) {
        if (url.length() > MAX_LENGTH) {
            return Optional.of("must be at most %,d characters".formatted(MAX_LENGTH));
        }
        try {
            return violation(new URI(url));
        } catch (URISyntaxException notAUrl) {
            return Optional.of("must be a URL such as https://shop.example.com/webhooks");
        }
    }

    private Optional<String> violation(URI url) {
        boolean https = "https".equals(url.getScheme());
        boolean http = "http".equals(url.getScheme());
        if (!https && !(http && settings.allowHttp())) {
            return Optional.of("must begin with https://");
        }
        String host = url.getHost();
        if (host == null || host.isEmpty()) {
            return Optional.of("must have a host name such as shop.example.com, in ASCII");
        }
        if (url.getRawUserInfo() != null) {
            return Optional.of("must not contain a user or a password; verify the signature instead");
        }
        if (url.getRawFragment() != null) {
            return Optional.of("must not contain a fragment; remove '#' and what follows it");
        }
        if (!isAllowedPort(url.getPort(), https)) {
            return Optional.of("must have the port %d or one from %,d to %,d"
                    .formatted(https ? HTTPS_PORT : HTTP_PORT, FIRST_USER_PORT, LAST_PORT));
        }
        return ADDRESS.matcher(host).matches() ? violationOfAddress(host) : Optional.empty();
    }

    private static boolean isAllowedPort(int port, boolean https) {
        return port == -1 || port == (https ? HTTPS_PORT : HTTP_PORT) || (port >= FIRST_USER_PORT && port <= LAST_PORT);
    }

    private Optional<String> violationOfAddress(String host) {
        try {
            return addresses.isAllowed(InetAddress.getByName(host))
                    ? Optional.empty()
                    : Optional.of("must lead to a public address; the address %s is not public".formatted(host));
        } catch (UnknownHostException notAnAddress) {
            return Optional.of("must have a valid address or a host name; %s is neither".formatted(host));
        }
    }
}
