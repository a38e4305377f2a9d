package org.warmhandoff.config;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.warmhandoff.config.PartnerConfig.CertificateFile;
import org.warmhandoff.config.PartnerConfig.Tls;

/**
 * What a partner is shown of us and believed by, from files: PKCS#12 (RFC 7292) or PEM (RFC 7468).
 * Nothing in here leaves a certificate unchecked.
 */
public final class TlsFiles {

  private static final char[] INSIDE = "in memory alone".toCharArray();
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  private TlsFiles() {}

  /** One line for each that cannot be used, the setting first. */
  static List<String> problems(JsonNode config, Path home) {
    var problems = new ArrayList<String>();
    add(problems, "server.tls.", PartnerBinding.tls(config.at("/server/tls"), home));
    var number = 0;
    for (var partner : config.path("partners")) {
      var tls = PartnerBinding.tls(partner.path("tls"), home);
      add(problems, "partners[" + number++ + "].tls.", tls);
    }
    return problems;
  }

  private static void add(List<String> problems, String path, Tls tls) {
    tls.own()
        .flatMap(own -> whatIsWrong(() -> keys(own)))
        .ifPresent(problem -> problems.add(path + "certificate: " + problem));
    tls.trust()
        .flatMap(trust -> whatIsWrong(() -> trusted(trust)))
        .ifPresent(problem -> problems.add(path + "trust: " + problem));
  }

  /** Reads a file. */
  private interface FileReading {
    void read() throws IOException, GeneralSecurityException;
  }

  private static Optional<String> whatIsWrong(FileReading reading) {
    try {
      reading.read();
      return Optional.empty();
    } catch (IOException cannot) {
      return Optional.of("the file cannot be read, or not with that password");
    } catch (GeneralSecurityException | IllegalArgumentException wrong) {
      return Optional.of("the file does not hold what it should");
    }
  }

  /**
   * A context for connections to that partner, as the files are now.
   *
   * @throws IOException if one cannot be read
   * @throws GeneralSecurityException if one cannot be used
   */
  public static SSLContext context(Tls tls) throws IOException, GeneralSecurityException {
    var context = SSLContext.getInstance("TLS");
    context.init(
        tls.own().isPresent() ? keys(tls.own().get()) : null,
        tls.trust().isPresent() ? trusted(tls.trust().get()) : null,
        null);
    return context;
  }

  /**
   * A context for connections to whoever shows that certificate, or one that its chain vouches for.
   *
   * @throws IOException if the file cannot be read
   * @throws GeneralSecurityException if it cannot be used
   */
  public static SSLContext towards(CertificateFile shown)
      throws IOException, GeneralSecurityException {
    var store = pair(shown);
    var chains = new ArrayList<Certificate>();
    for (var alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        chains.addAll(List.of(store.getCertificateChain(alias)));
      }
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(ofCertificates(chains));
    var context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }

  /** Whether a file is read as PEM, and else as PKCS#12. */
  public static boolean isPem(Path file) {
    return file.toString().endsWith(".pem");
  }

  private static KeyStore pair(CertificateFile own) throws IOException, GeneralSecurityException {
    return isPem(own.file()) ? pemPair(own) : pkcs12(own.file(), secret(own));
  }

  private static char[] secret(CertificateFile file) {
    return file.password().map(String::toCharArray).orElseGet(() -> new char[0]);
  }

  private static KeyManager[] keys(CertificateFile own)
      throws IOException, GeneralSecurityException {
    var store = pair(own);
    if (Collections.list(store.aliases()).stream().noneMatch(alias -> isKey(store, alias))) {
      throw new GeneralSecurityException("no key");
    }
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, isPem(own.file()) ? INSIDE : secret(own));
    return factory.getKeyManagers();
  }

  private static boolean isKey(KeyStore store, String alias) {
    try {
      return store.isKeyEntry(alias);
    } catch (GeneralSecurityException neverLoaded) {
      throw new IllegalStateException(neverLoaded);
    }
  }

  private static TrustManager[] trusted(CertificateFile trust)
      throws IOException, GeneralSecurityException {
    var store =
        isPem(trust.file())
            ? ofCertificates(certificates(Files.readString(trust.file(), US_ASCII)))
            : pkcs12(trust.file(), secret(trust));
    if (store.size() == 0) {
      throw new GeneralSecurityException("nobody is trusted");
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyStore pkcs12(Path file, char[] secret)
      throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, secret);
    }
    return store;
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static KeyStore ofCertificates(List<Certificate> certificates)
      throws IOException, GeneralSecurityException {
    var store = empty();
    for (var certificate : certificates) {
      store.setCertificateEntry("trusted-" + store.size(), certificate);
    }
    return store;
  }

  private static KeyStore pemPair(CertificateFile own)
      throws IOException, GeneralSecurityException {
    var chain = certificates(Files.readString(own.file(), US_ASCII));
    var key = Files.readString(own.key().orElse(own.file()), US_ASCII);
    if (chain.isEmpty()) {
      throw new GeneralSecurityException("no certificate");
    }
    var store = empty();
    store.setKeyEntry("own", privateKey(key), INSIDE, chain.toArray(Certificate[]::new));
    return store;
  }

  private static List<Certificate> certificates(String pem) throws GeneralSecurityException {
    var factory = CertificateFactory.getInstance("X.509");
    var all = new ArrayList<Certificate>();
    for (var bytes : blocks(pem, "CERTIFICATE")) {
      all.add(factory.generateCertificate(new ByteArrayInputStream(bytes)));
    }
    return all;
  }

  private static PrivateKey privateKey(String pem) throws GeneralSecurityException {
    var blocks = blocks(pem, "PRIVATE KEY");
    if (blocks.isEmpty()) {
      throw new GeneralSecurityException("no private key in PKCS#8");
    }
    var spec = new PKCS8EncodedKeySpec(blocks.get(0));
    try {
      return KeyFactory.getInstance("RSA").generatePrivate(spec);
    } catch (InvalidKeySpecException notRsa) {
      return KeyFactory.getInstance("EC").generatePrivate(spec);
    }
  }

  private static List<byte[]> blocks(String pem, String label) {
    return BLOCK
        .matcher(pem)
        .results()
        .filter(block -> block.group(1).equals(label))
        .map(block -> Base64.getMimeDecoder().decode(block.group(2)))
        .toList();
  }
}
