package org.warmhandoff.cli.operator;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.warmhandoff.config.Config;
import org.warmhandoff.config.Config.Access;
import org.warmhandoff.config.Config.Credential.Token;
import org.warmhandoff.config.Config.Role;
import org.warmhandoff.config.ConfigFile;
import org.warmhandoff.config.ConfigProblems;
import org.warmhandoff.config.PartnerConfig.Tls;
import org.warmhandoff.config.TlsFiles;
import picocli.CommandLine.Option;

/** Where the running adapter is, and the credential for it. Never on the command line itself. */
final class Connection {

  static final String TOKEN = "WARM_HANDOFF_OPERATOR_TOKEN";
  private static final String HERE = "http://127.0.0.1:8420";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The running adapter; without it that of --config, else " + HERE + ".")
  private Optional<URI> url = Optional.empty();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = {
        "The adapter's configuration: its address and port, and its first credential with the role",
        "that is needed. Without one the token is taken from " + TOKEN + "."
      })
  private Optional<Path> config = Optional.empty();

  /**
   * The running adapter, for whoever has one of these roles.
   *
   * @throws CommandFailure where it cannot be said which, or with which credential
   */
  OperatorApi api(Role... any) {
    var read = configuration();
    var roles = List.of(any);
    return new OperatorApi(
        url.orElseGet(() -> read.map(Connection::url).orElse(URI.create(HERE))),
        token(read, roles),
        read.flatMap(Connection::tls));
  }

  /** The running adapter shows the certificate that its configuration names. */
  private static Optional<SSLContext> tls(Config config) {
    try {
      var own = config.server().tls().flatMap(Tls::own);
      return own.isPresent() ? Optional.of(TlsFiles.towards(own.get())) : Optional.empty();
    } catch (IOException | GeneralSecurityException changed) {
      throw CommandFailure.wrong("server.tls.certificate: the file cannot be used any more");
    }
  }

  /**
   * The configuration that was named.
   *
   * @throws CommandFailure with everything that is wrong with it
   */
  Optional<Config> configuration() {
    try {
      return config.map(new ConfigFile(System::getenv)::read);
    } catch (ConfigProblems wrong) {
      throw CommandFailure.wrong("--config: " + String.join("\n  ", wrong.problems()));
    }
  }

  private static URI url(Config config) {
    var address = config.server().address();
    var host = address.equals("0.0.0.0") || address.equals("::") ? "127.0.0.1" : address;
    var inUrl = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    var scheme = config.server().tls().isPresent() ? "https" : "http";
    return URI.create(scheme + "://" + inUrl + ":" + config.server().port());
  }

  private static String token(Optional<Config> config, List<Role> roles) {
    return config
        .flatMap(read -> credential(read.access(), roles))
        .or(() -> Optional.ofNullable(System.getenv(TOKEN)))
        .orElseThrow(
            () ->
                CommandFailure.wrong(
                    "needs a token with the role "
                        + roles.stream().map(Role::word).collect(joining(" or "))
                        + ": set "
                        + TOKEN
                        + ", or name a --config with such a credential, whose token stands there and not"
                        + " its hash alone"));
  }

  private static Optional<String> credential(List<Access> access, List<Role> roles) {
    return access.stream()
        .filter(one -> roles.stream().anyMatch(one.roles()::contains))
        .map(Access::credential)
        .filter(Token.class::isInstance)
        .map(credential -> ((Token) credential).token())
        .findFirst();
  }
}
