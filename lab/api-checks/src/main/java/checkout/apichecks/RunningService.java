package checkout.apichecks;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A service that tests have started, and who may call it. */
public final class RunningService {
    private final URI address;
    private final boolean ownProcess;
    private final Map<String, String> authorizations = new HashMap<>();

    private RunningService(int port, boolean ownProcess) {
        this.address = URI.create("http://127.0.0.1:" + port);
        this.ownProcess = ownProcess;
    }

    /** A service in the JVM of the tests. */
    public static RunningService on(int port) {
        return new RunningService(port, false);
    }

    /** A service in a process of its own, which records nothing for the tests. */
    public static RunningService inItsOwnProcess(int port) {
        return new RunningService(port, true);
    }

    /** A user whose name is the role. */
    public RunningService user(String role, String password) {
        String credentials = role + ":" + password;
        return caller(
                role, "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }

    /** A caller by the name of its role or, if it has none, of its security scheme in the description. */
    public RunningService caller(String name, String authorization) {
        authorizations.put(name, authorization);
        return this;
    }

    URI address() {
        return address;
    }

    boolean hasOwnProcess() {
        return ownProcess;
    }

    /** The value of the caller's Authorization header. */
    String authorization(String caller) {
        return Optional.ofNullable(authorizations.get(caller))
                .orElseThrow(() -> new IllegalStateException("The test of the description has no caller " + caller));
    }
}
