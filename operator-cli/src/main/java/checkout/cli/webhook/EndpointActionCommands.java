package checkout.cli.webhook;

import checkout.cli.command.FilterParams;
import checkout.cli.command.TextTable;
import checkout.cli.connection.OperatorApiClient;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The commands that do one thing with an endpoint and need nothing but its id. */
final class EndpointActionCommands {
    private EndpointActionCommands() {}

    /** A command about one endpoint. */
    abstract static class EndpointAction extends WebhookActionCommand {
        @Parameters(paramLabel = "ID", description = "The id of the endpoint.")
        private String id = "";

        EndpointAction(String defaultUser) {
            super(defaultUser);
        }

        String path() {
            return WebhooksCommand.ENDPOINTS + "/" + FilterParams.urlEncode(id);
        }

        @Override
        String describe(JsonNode answer) {
            return EndpointText.describe(answer);
        }
    }

    /** Stops sending to an endpoint. */
    @Command(
            name = "suspend",
            mixinStandardHelpOptions = true,
            description = "Stops sending to an endpoint; its deliveries are kept.")
    static final class Suspend extends EndpointAction {
        Suspend() {
            super("operator");
        }

        @Override
        JsonNode send(OperatorApiClient api) throws InterruptedException {
            return api.post(path() + "/suspend", Map.of());
        }
    }

    /** Sends to a suspended endpoint again. */
    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            description = "Sends to a suspended endpoint again, beginning with what was kept.")
    static final class Resume extends EndpointAction {
        Resume() {
            super("operator");
        }

        @Override
        JsonNode send(OperatorApiClient api) throws InterruptedException {
            return api.post(path() + "/resume", Map.of());
        }
    }

    /** Sends a test to an endpoint. */
    @Command(
            name = "test",
            mixinStandardHelpOptions = true,
            description = "Sends the event webhook.test to an endpoint.")
    static final class Test extends EndpointAction {
        Test() {
            super("operator");
        }

        @Override
        JsonNode send(OperatorApiClient api) throws InterruptedException {
            return api.post(path() + "/test", Map.of());
        }

        @Override
        String describe(JsonNode answer) {
            return "Delivery %s is under way; see 'webhooks delivery'.".formatted(TextTable.text(answer, "deliveryId"));
        }
    }

    /** Deletes an endpoint. */
    @Command(
            name = "delete",
            mixinStandardHelpOptions = true,
            description = "Deletes an endpoint and its deliveries, also those that are not sent yet.")
    static final class Delete extends EndpointAction {
        Delete() {
            super("admin");
        }

        @Override
        JsonNode send(OperatorApiClient api) throws InterruptedException {
            return api.delete(path());
        }

        @Override
        String describe(JsonNode answer) {
            return "The endpoint is deleted.";
        }
    }
}
