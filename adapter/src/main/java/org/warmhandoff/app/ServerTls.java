package org.warmhandoff.app;

import java.nio.file.Path;
import java.util.Properties;
import org.warmhandoff.config.PartnerConfig.CertificateFile;
import org.warmhandoff.config.PartnerConfig.Tls;
import org.warmhandoff.config.TlsFiles;

/** TLS of what the adapter serves, as settings of Spring Boot, which reads files anew by itself. */
final class ServerTls {

  private static final String NAME = "adapter";
  private static final String FILLED_IN = "\\$\\{(?=.*})";

  private ServerTls() {}

  static Properties settings(Tls tls) {
    var own = tls.own().orElseThrow();
    var settings = TlsFiles.isPem(own.file()) ? pem(own, tls) : pkcs12(own, tls);
    settings.setProperty("server.ssl.bundle", NAME);
    settings.setProperty("server.ssl.enabled-protocols", "TLSv1.3,TLSv1.2");
    // Who has a token needs no certificate.
    settings.setProperty("server.ssl.client-auth", tls.trust().isPresent() ? "want" : "none");
    return settings;
  }

  private static Properties pem(CertificateFile own, Tls tls) {
    var bundle = "spring.ssl.bundle.pem." + NAME + ".";
    var settings = new Properties();
    settings.setProperty(bundle + "reload-on-update", "true");
    settings.setProperty(bundle + "keystore.certificate", url(own.file()));
    settings.setProperty(bundle + "keystore.private-key", url(own.key().orElse(own.file())));
    tls.trust()
        .ifPresent(
            trust -> settings.setProperty(bundle + "truststore.certificate", url(trust.file())));
    return settings;
  }

  private static Properties pkcs12(CertificateFile own, Tls tls) {
    var bundle = "spring.ssl.bundle.jks." + NAME + ".";
    var settings = new Properties();
    settings.setProperty(bundle + "reload-on-update", "true");
    store(settings, bundle + "keystore.", own);
    tls.trust().ifPresent(trust -> store(settings, bundle + "truststore.", trust));
    return settings;
  }

  private static void store(Properties settings, String path, CertificateFile file) {
    settings.setProperty(path + "location", url(file.file()));
    settings.setProperty(path + "type", "PKCS12");
    file.password()
        .ifPresent(
            // It is a word, and nothing that is filled in.
            password ->
                settings.setProperty(path + "password", password.replaceAll(FILLED_IN, "\\\\$0")));
  }

  private static String url(Path file) {
    return file.toUri().toString();
  }
}
