package checkout.payment.provider;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads the provider's ledger page by page, for a comparison with our payments. Waits for each answer. */
@Component
public class ProviderLedger {
    private static final int OK = 200;

    private final ProviderHttp http;
    private final CardSettings settings;
    private final JsonMapper json;

    ProviderLedger(CardSettings settings, JsonMapper json, ProviderHttp http) {
        this.settings = settings;
        // the provider may add what we do not know
        this.json = json.rebuild()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        this.http = http;
    }

    /**
     * The next page.
     *
     * @param cursor of the page before; null for the first
     * @throws IOException if the provider does not answer, or not with a page
     */
    public ProviderLedgerPage page(@Nullable String cursor, int limit) throws IOException, InterruptedException {
        String after = cursor == null ? "" : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
        return get("/v1/ledger?limit=" + limit + after);
    }

    /**
     * What the ledger says of a checkout; empty if it is unknown there.
     *
     * @throws IOException if the provider does not answer, or with the account of another checkout
     */
    public Optional<ProviderAccount> account(UUID checkoutId) throws IOException, InterruptedException {
        List<ProviderAccount> found = get("/v1/ledger?checkoutId=" + checkoutId).entries();
        for (ProviderAccount account : found) {
            if (!checkoutId.equals(account.checkoutId())) {
                throw new IOException("The question for checkout %s was answered with the account of %s"
                        .formatted(checkoutId, account.checkoutId()));
            }
        }
        return found.stream().findFirst();
    }

    private ProviderLedgerPage get(String path) throws IOException, InterruptedException {
        URI url = settings.url().resolve(path);
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(url).timeout(settings.timeout()).build();
            HttpResponse<String> response =
                    http.send(request, settings.timeout()).get();
            if (response.statusCode() != OK) {
                throw new IOException("%s was answered with status %d".formatted(url, response.statusCode()));
            }
            return json.readValue(response.body(), ProviderLedgerPage.class);
        } catch (ExecutionException failure) {
            throw new IOException("%s was not answered".formatted(url), failure);
        } catch (JacksonException failure) {
            throw new IOException("%s was not answered with a page of the ledger".formatted(url), failure);
        }
    }
}
