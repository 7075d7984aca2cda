package checkout.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import picocli.CommandLine;

/** Runs commands of the operator's CLI against an orchestrator that is played by the test. */
abstract class OperatorCliTest {
    static final String ID = "019a9f00-0000-7000-8000-000000000001";

    /** Stands for an answer that gets lost: the connection is closed once the request was read. */
    static final String LOST = "";

    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();
    final Deque<String> answers = new ArrayDeque<>();
    final List<String> requests = new ArrayList<>();
    final List<String> ifMatches = new ArrayList<>();
    private HttpServer orchestrator;

    @BeforeEach
    void startOrchestrator() throws IOException {
        orchestrator = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        orchestrator.createContext("/", this::answer);
        orchestrator.start();
        TestStack.port = orchestrator.getAddress().getPort();
    }

    @AfterEach
    void stopOrchestrator() {
        orchestrator.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String user = new String(
                Base64.getDecoder()
                        .decode(exchange.getRequestHeaders()
                                .getFirst("Authorization")
                                .substring("Basic ".length())),
                StandardCharsets.UTF_8);
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add("%s %s %s %s"
                .formatted(
                        user.substring(0, user.indexOf(':')),
                        exchange.getRequestMethod(),
                        exchange.getRequestURI(),
                        body)
                .strip());
        String ifMatch = exchange.getRequestHeaders().getFirst("If-Match");
        if (ifMatch != null) {
            ifMatches.add(ifMatch);
        }
        if (LOST.equals(answers.peekFirst())) {
            answers.removeFirst();
            exchange.close();
            return;
        }
        boolean known = TestStack.PASSWORDS.entrySet().stream()
                .anyMatch(each -> user.equals(each.getKey() + ":" + each.getValue()));
        String answer = known ? answers.removeFirst() : "";
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(known ? status(answer) : 401, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** An answer may say its status, as problems do. */
    private static int status(String answer) {
        if (answer.startsWith("{\"status\":503")) {
            return 503;
        }
        return answer.startsWith("{\"detail\"") ? 409 : 200;
    }

    int run(String... arguments) {
        CommandLine commandLine = OperatorCli.commandLine();
        // as picocli does with a terminal: what is not flushed is not seen
        commandLine
                .setOut(new PrintWriter(new BufferedWriter(out), true))
                .setErr(new PrintWriter(new BufferedWriter(err), true));
        return commandLine.execute(arguments);
    }
}
