package checkout.cli.connection;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The service to call and the user to call it as, or the token to call it with.
 *
 * @param service its name, for messages
 * @param user whom the password belongs to; "the token's user" with a token
 * @param token an access token; null to send the user and the password
 * @param isDefaultStack whether the stack is the {@link DefaultStack}
 */
record OperatorConnection(
        String service,
        String url,
        String user,
        String password,
        @Nullable String token,
        boolean isDefaultStack) {

    static OperatorConnection withPassword(
            String service, String url, String user, String password, boolean isDefaultStack) {
        return new OperatorConnection(service, url, user, password, null, isDefaultStack);
    }

    static OperatorConnection withToken(String service, String url, String token, boolean isDefaultStack) {
        return new OperatorConnection(service, url, "the token's user", "", token, isDefaultStack);
    }

    /** What the header of the same name says. */
    String authorization() {
        if (token != null) {
            return "Bearer " + token;
        }
        byte[] basic = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(basic);
    }

    @Override
    public String toString() {
        return "OperatorConnection[" + user + " at " + url + "]";
    }
}
