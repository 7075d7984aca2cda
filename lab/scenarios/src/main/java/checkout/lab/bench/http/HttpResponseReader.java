package checkout.lab.bench.http;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;

/** Reads the answers of one connection, one at a time; knows no more of HTTP/1.1 than a JSON API needs. */
public final class HttpResponseReader {

    private static final int MOST_BYTES = 256 * 1024;
    private static final byte[] CONTENT_LENGTH = AsciiBytes.bytes("content-length:");
    private static final byte[] CHUNKED = AsciiBytes.bytes("transfer-encoding: chunked");
    private static final byte[] CLOSE = AsciiBytes.bytes("connection: close");
    private static final byte[] HTTP = AsciiBytes.bytes("http/1.1 ");

    private final ReadableByteChannel from;
    private byte[] bytes = new byte[8192];
    private int position;
    private int limit;

    public HttpResponseReader(ReadableByteChannel from) {
        this.from = from;
    }

    /** Waits for the whole of the next answer. */
    public HttpResponse read() throws IOException {
        position = 0;
        limit = 0;
        int status = status();
        int length = 0;
        boolean chunked = false;
        boolean last = false;
        while (true) {
            int line = position;
            int end = endOfLine();
            if (end == line) {
                break;
            }
            if (AsciiBytes.startsWithIgnoringCase(bytes, line, end, CONTENT_LENGTH)) {
                length = number(line + CONTENT_LENGTH.length, end, 10);
            } else if (AsciiBytes.startsWithIgnoringCase(bytes, line, end, CHUNKED)) {
                chunked = true;
            } else if (AsciiBytes.startsWithIgnoringCase(bytes, line, end, CLOSE)) {
                last = true;
            }
        }
        int body = position;
        int bodyEnd = chunked ? joinChunks() : skip(length);
        if (position != limit) {
            throw new IOException("the server sent more than one answer to one request");
        }
        return new HttpResponse(status, last, bytes, body, bodyEnd);
    }

    private int status() throws IOException {
        int end = endOfLine();
        if (!AsciiBytes.startsWithIgnoringCase(bytes, 0, end, HTTP) || end < HTTP.length + 3) {
            throw new IOException("not an answer of HTTP/1.1: " + AsciiBytes.text(bytes, 0, end));
        }
        return number(HTTP.length, HTTP.length + 3, 10);
    }

    /** Moves the chunks together, over the lines that stand between them. */
    private int joinChunks() throws IOException {
        int joined = position;
        while (true) {
            int line = position;
            int size = number(line, endOfLine(), 16);
            if (size == 0) {
                break;
            }
            int chunk = position;
            skip(size);
            System.arraycopy(bytes, chunk, bytes, joined, size);
            joined += size;
            endOfLine();
        }
        int trailer;
        do {
            trailer = position;
        } while (endOfLine() != trailer);
        return joined;
    }

    /** The place after so many bytes, which are there then. */
    private int skip(int length) throws IOException {
        while (limit - position < length) {
            fill();
        }
        position += length;
        return position;
    }

    /** The end of the line at the position, which moves to the next line. */
    private int endOfLine() throws IOException {
        int at = position;
        while (true) {
            while (at >= limit) {
                fill();
            }
            if (bytes[at++] == '\n') {
                int end = at - 2;
                if (end < position || bytes[end] != '\r') {
                    throw new IOException("a line of the answer ends without a carriage return");
                }
                position = at;
                return end;
            }
        }
    }

    /** The number that the text begins with, after blanks; what follows it is of no interest. */
    private int number(int begin, int end, int base) throws IOException {
        int at = begin;
        while (at < end && bytes[at] == ' ') {
            at++;
        }
        long value = 0;
        int digits = 0;
        for (; at < end && Character.digit(bytes[at], base) >= 0; at++, digits++) {
            value = value * base + Character.digit(bytes[at], base);
            if (value > MOST_BYTES) {
                throw new IOException("an answer of more than " + MOST_BYTES + " bytes");
            }
        }
        if (digits == 0) {
            throw new IOException("no number where one should be: " + AsciiBytes.text(bytes, begin, end));
        }
        return (int) value;
    }

    private void fill() throws IOException {
        if (limit == bytes.length) {
            if (limit >= MOST_BYTES) {
                throw new IOException("an answer of more than " + MOST_BYTES + " bytes");
            }
            bytes = Arrays.copyOf(bytes, limit * 2);
        }
        int read = from.read(ByteBuffer.wrap(bytes, limit, bytes.length - limit));
        if (read < 0) {
            throw new EOFException(limit == 0 ? "no answer came" : "the connection ended within an answer");
        }
        limit += read;
    }
}
