package checkout.cli.storefront;

import checkout.cli.command.FilterParams;
import checkout.cli.connection.OperatorApiClient;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Revokes a key. */
@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        description = "Revokes a key, which all instances refuse within a second.")
final class KeysRevokeCommand extends KeyCommand {
    @Parameters(index = "1", paramLabel = "ID", description = "The id of the key, which is not the key itself.")
    private String key = "";

    @Override
    protected JsonNode fetch(OperatorApiClient api) throws InterruptedException {
        return api.post("%s/%s/revoke".formatted(keys(), FilterParams.urlEncode(key)), Map.of());
    }
}
