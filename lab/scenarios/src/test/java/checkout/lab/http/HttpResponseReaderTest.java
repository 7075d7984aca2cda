package checkout.lab.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Red here: the load misreads responses that arrive in pieces. */
class HttpResponseReaderTest {

    private static final String CHUNKED = """
            HTTP/1.1 202 \r
            Content-Type: application/json\r
            Transfer-Encoding: chunked\r
            \r
            5\r
            {"che\r
            1A;name=value\r
            ckoutId":"0199c1de-7a3f-7d\r
            1a\r
            01-8a52-0123456789ab","a":\r
            3\r
            "b"\r
            1\r
            }\r
            0\r
            \r
            """;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 8192})
    void readsChunksWhereverTheyAreCut(int piece) throws IOException {
        HttpResponse response = reader(CHUNKED, piece).read();
        assertThat(response.status()).isEqualTo(202);
        assertThat(response.closesConnection()).isFalse();
        assertThat(response.body()).isEqualTo("{\"checkoutId\":\"0199c1de-7a3f-7d01-8a52-0123456789ab\",\"a\":\"b\"}");
        assertThat(response.acceptedCheckout()).isEqualTo(UUID.fromString("0199c1de-7a3f-7d01-8a52-0123456789ab"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 8192})
    void readsABodyOfKnownLengthAndTheClosingHeader(int piece) throws IOException {
        HttpResponse response = reader("""
                HTTP/1.1 503 Service Unavailable\r
                CONTENT-LENGTH:  4\r
                connection: Close\r
                \r
                busy""", piece).read();
        assertThat(response.status()).isEqualTo(503);
        assertThat(response.closesConnection()).isTrue();
        assertThat(response.body()).isEqualTo("busy");
        assertThat(response.acceptedCheckout()).isNull();
    }

    @Test
    void readsABodyLargerThanItsBuffer() throws IOException {
        String body = "x".repeat(50_000);
        HttpResponse response = reader("HTTP/1.1 200 OK\r\nContent-Length: 50000\r\n\r\n" + body, 1000)
                .read();
        assertThat(response.body()).isEqualTo(body);
    }

    @Test
    void rejectsOtherProtocolsOversizedResponsesAndExtraResponses() {
        assertThatThrownBy(() -> reader("SSH-2.0-OpenSSH\r\n", 100).read()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> reader("HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n", 100)
                        .read())
                .hasMessageContaining("more than");
        assertThatThrownBy(() -> reader("HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", 100)
                        .read())
                .hasMessageContaining("more than one response");
    }

    @Test
    void reportsWhetherTheConnectionEndedBeforeOrWithinAResponse() {
        assertThatThrownBy(() -> reader("", 1).read())
                .isInstanceOf(EOFException.class)
                .hasMessage("no response arrived");
        assertThatThrownBy(() -> reader("HTTP/1.1 200 OK\r\nContent-Le", 1).read())
                .isInstanceOf(EOFException.class)
                .hasMessageContaining("within a response");
    }

    private static HttpResponseReader reader(String response, int piece) {
        InputStream pieces = new ByteArrayInputStream(response.getBytes(US_ASCII)) {
            @Override
            public synchronized int read(byte[] into, int from, int length) {
                return super.read(into, from, Math.min(length, piece));
            }
        };
        return new HttpResponseReader(Channels.newChannel(pieces));
    }
}
