package checkout.relay.engine;

import checkout.backing.tls.CertificateAuthority;
import checkout.backing.tls.CertificateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Red here: reads of the replication connection that time out, possibly in the middle of a TLS record, lose or damage data.
 * The driver puts TLS around the socket in the same way.
 */
class BlockingReadOverTlsTest extends BlockingReadSocketFactoryTest {

    @TempDir
    private Path folder;

    @Override
    void secure() throws Exception {
        CertificateFiles files = new CertificateAuthority("a test").issue(folder, "server", "127.0.0.1");
        SSLContext context = context(files);
        SSLSocket server = (SSLSocket) context.getSocketFactory().createSocket(peer(), null, true);
        server.setUseClientMode(false);
        CompletableFuture<Void> accepting = CompletableFuture.runAsync(() -> shakeHands(server));
        SSLSocket connected =
                (SSLSocket) context.getSocketFactory().createSocket(client(), "127.0.0.1", client().getPort(), true);
        shakeHands(connected);
        accepting.join();
        continueWith(connected, server);
    }

    private static void shakeHands(SSLSocket socket) {
        try {
            socket.startHandshake();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SSLContext context(CertificateFiles files) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("authority", certificate(files.authority()));
        store.setKeyEntry("server", key(files), new char[0], new Certificate[] {certificate(files.certificate())});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static PrivateKey key(CertificateFiles files) throws GeneralSecurityException, IOException {
        String pem = Files.readString(files.key()).replaceAll("-----[^-]+-----", "");
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem)));
    }

    private static Certificate certificate(Path file) throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
