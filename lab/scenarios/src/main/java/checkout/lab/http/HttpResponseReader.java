package checkout.lab.http;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;

/** Reads the responses of one connection; supports as much of HTTP/1.1 as a JSON API needs. */
public final class HttpResponseReader {

    private static final int MAX_BYTES = 256 * 1024;
    private static final byte[] CONTENT_LENGTH = AsciiBytes.bytes("content-length:");
    private static final byte[] CHUNKED = AsciiBytes.bytes("transfer-encoding: chunked");
    private static final byte[] CONNECTION_CLOSE = AsciiBytes.bytes("connection: close");
    private static final byte[] HTTP = AsciiBytes.bytes("http/1.1 ");

    private final ReadableByteChannel from;
    private byte[] bytes = new byte[8192];
    private int position;
    private int limit;

    public HttpResponseReader(ReadableByteChannel from) {
        this.from = from;
    }

    /** Waits for the next response to arrive completely. */
    public HttpResponse read() throws IOException {
        position = 0;
        limit = 0;
        int status = status();
        int length = 0;
        boolean chunked = false;
        boolean closes = false;
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
            } else if (AsciiBytes.startsWithIgnoringCase(bytes, line, end, CONNECTION_CLOSE)) {
                closes = true;
            }
        }
        int body = position;
        int bodyEnd = chunked ? joinChunks() : skip(length);
        if (position != limit) {
            throw new IOException("the server sent more than one response to one request");
        }
        return new HttpResponse(status, closes, bytes, body, bodyEnd);
    }

    private int status() throws IOException {
        int end = endOfLine();
        if (!AsciiBytes.startsWithIgnoringCase(bytes, 0, end, HTTP) || end < HTTP.length + 3) {
            throw new IOException("not an HTTP/1.1 response: " + AsciiBytes.text(bytes, 0, end));
        }
        return number(HTTP.length, HTTP.length + 3, 10);
    }

    /** Joins the chunks in place, over the lines between them; returns where the body ends. */
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

    /** Reads that many bytes and returns the position after them. */
    private int skip(int length) throws IOException {
        while (limit - position < length) {
            fill();
        }
        position += length;
        return position;
    }

    /** Returns the end of the current line and moves the position to the next line. */
    private int endOfLine() throws IOException {
        int at = position;
        while (true) {
            while (at >= limit) {
                fill();
            }
            if (bytes[at++] == '\n') {
                int end = at - 2;
                if (end < position || bytes[end] != '\r') {
                    throw new IOException("a line of the response ends without a carriage return");
                }
                position = at;
                return end;
            }
        }
    }

    /** Parses the number at the beginning of the text, after blanks, and ignores what follows it. */
    private int number(int begin, int end, int base) throws IOException {
        int at = begin;
        while (at < end && bytes[at] == ' ') {
            at++;
        }
        long value = 0;
        int digits = 0;
        for (; at < end && Character.digit(bytes[at], base) >= 0; at++, digits++) {
            value = value * base + Character.digit(bytes[at], base);
            if (value > MAX_BYTES) {
                throw new IOException("a response of more than " + MAX_BYTES + " bytes");
            }
        }
        if (digits == 0) {
            throw new IOException("expected a number: " + AsciiBytes.text(bytes, begin, end));
        }
        return (int) value;
    }

    private void fill() throws IOException {
        if (limit == bytes.length) {
            if (limit >= MAX_BYTES) {
                throw new IOException("a response of more than " + MAX_BYTES + " bytes");
            }
            bytes = Arrays.copyOf(bytes, limit * 2);
        }
        int read = from.read(ByteBuffer.wrap(bytes, limit, bytes.length - limit));
        if (read < 0) {
            throw new EOFException(limit == 0 ? "no response arrived" : "the connection ended within a response");
        }
        limit += read;
    }
}
