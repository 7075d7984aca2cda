package checkout.testinfra;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/** A collector that takes spans by OTLP over HTTP, and keeps of them what tests look at. */
public final class SpanCollector implements AutoCloseable {
    private static final int RESOURCE_SPANS = 1;
    private static final int RESOURCE = 1;
    private static final int ATTRIBUTES = 1;
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int STRING_VALUE = 1;
    private static final int SCOPE_SPANS = 2;
    private static final int SPANS = 2;
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;

    private final HttpServer server;
    private final List<CollectedSpan> spans = new CopyOnWriteArrayList<>();

    /**
     * A span.
     *
     * @param service the name of the process that has sent it
     * @param parentId empty if it has no parent
     */
    public record CollectedSpan(String service, String traceId, String spanId, String parentId, String name) {
        /** The context that a span has for what it causes. */
        public String traceparent() {
            return "00-%s-%s-01".formatted(traceId, spanId);
        }
    }

    private SpanCollector(HttpServer server) {
        this.server = server;
    }

    public static SpanCollector start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            SpanCollector collector = new SpanCollector(server);
            server.createContext("/v1/traces", collector::take);
            server.start();
            return collector;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public String endpoint() {
        return "http://127.0.0.1:%d/v1/traces".formatted(server.getAddress().getPort());
    }

    /** The spans of a trace that have arrived, in the order of their arrival. */
    public List<CollectedSpan> of(String traceId) {
        return spans.stream().filter(span -> span.traceId().equals(traceId)).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] request = exchange.getRequestBody().readAllBytes();
            within(
                    request,
                    RESOURCE_SPANS,
                    resource -> within(
                            resource,
                            SCOPE_SPANS,
                            scope -> within(scope, SPANS, span -> spans.add(span(service(resource), span)))));
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    /** The attribute service.name of the resource, which is a list of names and values. */
    private static String service(byte[] resourceSpans) {
        String[] name = {""};
        within(
                resourceSpans,
                RESOURCE,
                resource -> within(
                        resource,
                        ATTRIBUTES,
                        attribute -> within(attribute, KEY, key -> {
                            if (new String(key, StandardCharsets.UTF_8).equals("service.name")) {
                                within(
                                        attribute,
                                        VALUE,
                                        value -> within(
                                                value,
                                                STRING_VALUE,
                                                text -> name[0] = new String(text, StandardCharsets.UTF_8)));
                            }
                        })));
        return name[0];
    }

    private static CollectedSpan span(String service, byte[] message) {
        String[] fields = {"", "", "", ""};
        fields(message, (value, number) -> {
            switch (number) {
                case 1 -> fields[0] = HexFormat.of().formatHex(value);
                case 2 -> fields[1] = HexFormat.of().formatHex(value);
                case 4 -> fields[2] = HexFormat.of().formatHex(value);
                case 5 -> fields[3] = new String(value, StandardCharsets.UTF_8);
                default -> {
                    // nothing that a test looks at
                }
            }
        });
        return new CollectedSpan(service, fields[0], fields[1], fields[2], fields[3]);
    }

    private static void within(byte[] message, int wanted, Consumer<byte[]> each) {
        List<byte[]> found = new ArrayList<>();
        fields(message, (value, number) -> {
            if (number == wanted) {
                found.add(value);
            }
        });
        found.forEach(each);
    }

    /** Reads the fields of a protobuf message that have a length. */
    private static void fields(byte[] message, ObjIntConsumer<byte[]> each) {
        ByteBuffer buffer = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            long key = varint(buffer);
            switch ((int) (key & 7)) {
                case VARINT -> varint(buffer);
                case FIXED_64 -> buffer.getLong();
                case FIXED_32 -> buffer.getInt();
                case BYTES -> {
                    byte[] value = new byte[(int) varint(buffer)];
                    buffer.get(value);
                    each.accept(value, (int) (key >>> 3));
                }
                default -> throw new IllegalArgumentException("this is no protobuf message");
            }
        }
    }

    private static long varint(ByteBuffer buffer) {
        long value = 0;
        int shift = 0;
        byte next;
        do {
            next = buffer.get();
            value |= (long) (next & 0x7f) << shift;
            shift += 7;
        } while (next < 0);
        return value;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
