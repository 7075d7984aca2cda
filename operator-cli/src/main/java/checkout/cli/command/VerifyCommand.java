package checkout.cli.command;

import tools.jackson.databind.JsonNode;

/** Has a service recompute its books; exit code 0 only if there is no difference. */
public abstract class VerifyCommand extends ReadCommand {
    private final String service;

    protected VerifyCommand(String service) {
        this.service = service;
    }

    /** Recomputing takes the service's time, so viewers may not ask for it. */
    @Override
    protected final String service() {
        return service;
    }

    @Override
    protected final String defaultUser() {
        return "operator";
    }

    @Override
    protected final int exitCode(JsonNode report) {
        return isVerified(report) ? 0 : 1;
    }

    protected abstract boolean isVerified(JsonNode report);
}
