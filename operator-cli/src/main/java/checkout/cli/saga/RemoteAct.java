package checkout.cli.saga;

import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An act of the API, as a command follows it. */
final class RemoteAct {
    private static final long POLL_MILLIS = 500;
    private static final int PAGE = 200;
    private static final String PATH = "/v1/acts";

    private final OperatorApiClient api;
    private JsonNode current;

    private RemoteAct(OperatorApiClient api, JsonNode created) {
        this.api = api;
        this.current = created;
    }

    static RemoteAct create(OperatorApiClient api, Map<String, Object> request) throws InterruptedException {
        return new RemoteAct(api, api.post(PATH, request));
    }

    JsonNode current() {
        return current;
    }

    private String path() {
        return PATH + "/" + current.path("id").asString();
    }

    /** @param progress told whenever something has happened; null to be silent */
    void awaitEnd(@Nullable PrintWriter progress) throws InterruptedException {
        int told = 0;
        while (!current.path("status").asString().equals("FINISHED")) {
            Thread.sleep(POLL_MILLIS);
            current = api.get(path());
            int finished = current.path("finished").asInt();
            if (progress != null && finished != told) {
                told = finished;
                progress.printf(
                        "%d of %d sagas%n", finished, current.path("sagas").asInt());
                progress.flush();
            }
        }
    }

    List<JsonNode> items() throws InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.get(path() + "/items?limit=" + PAGE + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            page.path("items").forEach(items::add);
            cursor = page.path("nextCursor").asString("");
        } while (!cursor.isEmpty());
        return items;
    }
}
