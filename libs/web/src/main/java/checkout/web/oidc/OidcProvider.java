package checkout.web.oidc;

import java.net.http.HttpClient;
import java.util.List;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.web.client.RestTemplate;

/**
 * Calls of the provider. It is discovered when it is needed for the first time, so that a process starts without it; every call
 * has a timeout.
 */
public final class OidcProvider {
    private final OidcSettings settings;

    public OidcProvider(OidcSettings settings) {
        this.settings = settings;
    }

    public OidcSettings settings() {
        return settings;
    }

    /** Checks access tokens: signature, times, issuer and audience. */
    JwtDecoder accessTokens() {
        JwtDecoder discovered = new SupplierJwtDecoder(() -> {
            NimbusJwtDecoder decoder = NimbusJwtDecoder.withIssuerLocation(settings.requiredIssuer())
                    .restOperations(new RestTemplate(requests()))
                    .build();
            decoder.setJwtValidator(JwtValidators.createDefaultWithValidators(List.of(
                    new JwtIssuerValidator(settings.requiredIssuer()),
                    new JwtAudienceValidator(String.valueOf(settings.audience())))));
            return decoder;
        });
        return token -> {
            try {
                return discovered.decode(token);
            } catch (JwtDecoderInitializationException away) {
                throw new JwtException("The provider at %s does not answer".formatted(settings.issuer()), away);
            }
        };
    }

    /** Makes the requests of all calls. */
    public ClientHttpRequestFactory requests() {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .connectTimeout(settings.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build());
        requests.setReadTimeout(settings.timeout());
        return requests;
    }
}
