package checkout.lab.stack.cli;

import checkout.cli.connection.DefaultStack;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.Credentials;
import checkout.lab.stack.state.Credentials.Login;
import java.util.Optional;
import java.util.stream.Stream;

/** Gives the operator's commands the URL and the demo users of the running stack. */
public final class RunningStackAccess implements DefaultStack {

    @Override
    public String url() {
        return runningStack().ports().url("saga-orchestrator");
    }

    @Override
    public Optional<String> url(String service) {
        return LocalStack.isApplication(service)
                ? Optional.of(runningStack().ports().url(service))
                : Optional.empty();
    }

    @Override
    public Optional<String> password(String user) {
        Credentials credentials = runningStack().credentials();
        return Stream.of(credentials.viewer(), credentials.operator(), credentials.admin())
                .filter(login -> login.username().equals(user))
                .map(Login::password)
                .findFirst();
    }

    private static LocalStack runningStack() {
        return LocalStack.running(LauncherEnvironment.stateDirectory());
    }
}
