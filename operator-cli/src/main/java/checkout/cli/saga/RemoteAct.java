package checkout.cli.saga;

import checkout.cli.connection.CliException;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** An act of the API, as a command follows it. It goes on by itself, so a read that fails is repeated for a minute. */
final class RemoteAct {
    private static final long POLL_MILLIS = 500;
    private static final long PATIENCE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int PAGE = 200;
    private static final String PATH = "/v1/acts";

    private final OperatorApiClient api;
    private final PrintWriter err;
    private JsonNode current;

    private RemoteAct(OperatorApiClient api, JsonNode created, PrintWriter err) {
        this.api = api;
        this.current = created;
        this.err = err;
    }

    /** @param err told which act it is, and what keeps the command waiting */
    static RemoteAct create(OperatorApiClient api, Map<String, Object> request, PrintWriter err)
            throws InterruptedException {
        RemoteAct act = new RemoteAct(api, created(api, request), err);
        act.say("act " + act.id());
        return act;
    }

    /** An act whose creation is not answered may have been taken. A dry run does nothing, whether it was taken or not. */
    private static JsonNode created(OperatorApiClient api, Map<String, Object> request) throws InterruptedException {
        try {
            return api.post(PATH, request);
        } catch (CliException failure) {
            if (Boolean.TRUE.equals(request.get("dryRun"))) {
                throw new CliException(failure.getMessage(), failure);
            }
            if (!failure.mayHaveBeenDone()) {
                throw failure;
            }
            throw new CliException(
                    "%s%nThe act may have been taken all the same. Before you send it again, look for it among the newest acts: in the console at /console/acts, or with GET /v1/acts."
                            .formatted(failure.getMessage()),
                    failure);
        }
    }

    JsonNode current() {
        return current;
    }

    private String id() {
        return current.path("id").asString();
    }

    private String path() {
        return PATH + "/" + id();
    }

    /** @param progress whether to tell when sagas have finished */
    void awaitEnd(boolean progress) throws InterruptedException {
        int told = 0;
        while (!current.path("status").asString().equals("FINISHED")) {
            Thread.sleep(POLL_MILLIS);
            current = get(path());
            int finished = current.path("finished").asInt();
            if (progress && finished != told) {
                told = finished;
                say("%d of %d sagas".formatted(finished, current.path("sagas").asInt()));
            }
        }
    }

    private JsonNode get(String path) throws InterruptedException {
        long began = System.nanoTime();
        boolean said = false;
        while (true) {
            try {
                return api.get(path);
            } catch (CliException failure) {
                if (!failure.mayPass() || System.nanoTime() - began > PATIENCE_NANOS) {
                    throw new CliException(
                            "%s%n%s See it with ./checkout actions --act %s or in the console at /console/acts/%s"
                                    .formatted(failure.getMessage(), standing(), id(), id()),
                            failure);
                }
                if (!said) {
                    said = true;
                    say("The act cannot be read now, which is tried for a minute: " + failure.getMessage());
                }
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private String standing() {
        return switch (current.path("status").asString()) {
            case "PLANNED" -> "act %s is a dry run; nothing was done.".formatted(id());
            case "FINISHED" -> "act %s has finished; do not send it again.".formatted(id());
            default -> "act %s goes on; do not send it again.".formatted(id());
        };
    }

    private void say(String sentence) {
        err.println(sentence);
        err.flush();
    }

    List<JsonNode> items() throws InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = get(path() + "/items?limit=" + PAGE + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            page.path("items").forEach(items::add);
            cursor = page.path("nextCursor").asString("");
        } while (!cursor.isEmpty());
        return items;
    }
}
