package org.warmhandoff.partner.tls;

import static org.slf4j.LoggerFactory.getLogger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.warmhandoff.config.PartnerConfig.CertificateFile;
import org.warmhandoff.config.PartnerConfig.Tls;
import org.warmhandoff.config.TlsFiles;

/**
 * The TLS of connections to one partner, made anew when its files change: certificates are short,
 * and whoever renews them restarts nobody. Files that cannot be used, such as those that are being
 * written, change nothing.
 */
public final class ReloadingTls {

  private static final Logger log = getLogger(ReloadingTls.class);

  private final Tls tls;
  private String seen = "";
  private String unusable = "";
  private Optional<SSLContext> context = Optional.empty();

  /** As is configured. */
  public ReloadingTls(Tls tls) {
    this.tls = tls;
  }

  /** Whether there is anything but what Java does by itself. */
  public boolean isOwn() {
    return !tls.isPlain();
  }

  /** A new context where the files have changed since the last one; else empty. */
  public synchronized Optional<SSLContext> changed() {
    if (tls.isPlain()) {
      return Optional.empty();
    }
    var now = files().map(ReloadingTls::state).toList().toString();
    if (now.equals(seen)) {
      return Optional.empty();
    }
    try {
      var made = TlsFiles.context(tls);
      seen = now;
      context = Optional.of(made);
      return context;
    } catch (IOException | GeneralSecurityException | IllegalArgumentException cannot) {
      if (!now.equals(unusable)) {
        log.warn("certificates for a partner cannot be used; those from before hold");
      }
      unusable = now;
      return Optional.empty();
    }
  }

  private Stream<Path> files() {
    return Stream.of(tls.own(), tls.trust())
        .flatMap(Optional::stream)
        .map(ReloadingTls::of)
        .flatMap(List::stream);
  }

  private static List<Path> of(CertificateFile file) {
    return file.key().map(key -> List.of(file.file(), key)).orElseGet(() -> List.of(file.file()));
  }

  private static String state(Path file) {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
    } catch (IOException gone) {
      return "gone";
    }
  }
}
