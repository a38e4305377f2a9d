package org.warmhandoff.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.warmhandoff.config.PartnerConfig.Tls;
import org.warmhandoff.config.PartnerConfig.WayBack;
import org.warmhandoff.disclosure.RedisclosureNotice;
import org.warmhandoff.disclosure.StateLaw;
import org.warmhandoff.disclosure.SubstanceUseWords;
import org.warmhandoff.record.Priority;
import org.warmhandoff.record.Words;

/**
 * The whole configuration, in the order of the line. Read by {@link ConfigFile}, which has checked
 * it against its schema and filled in the defaults; nothing here is null.
 */
public record Config(
    ProgramConfig program,
    TerminologyConfig terminology,
    DisclosureConfig disclosure,
    ServerConfig server,
    List<Access> access,
    Optional<AuthorizationServer> authorizationServer,
    Optional<PeopleConfig> people,
    StoreConfig store,
    IntakeConfig intake,
    DeliveryConfig delivery,
    EventsConfig events,
    ReconciliationConfig reconciliation,
    DrillsConfig drills,
    MatchingConfig matching,
    KeysConfig keys,
    List<PartnerConfig> partners,
    Map<LoggedPart, LogLevel> logging) {

  /** Where that partner calls when something has changed there; empty where it is asked alone. */
  public Optional<URI> hook(PartnerConfig partner) {
    return server
        .publicUrl()
        .filter(url -> partner.conduct().wayBack().filter(WayBack.POLL::equals).isEmpty())
        .map(url -> URI.create(url + "/hooks/" + partner.name()));
  }

  /**
   * Who we are.
   *
   * @param namespace absolute URI under which the program's identifiers stand
   * @param phone where the program is reached day and night, E.164
   * @param timeZone by whose clock times are told where neither the record nor the participant says
   */
  public record ProgramConfig(
      String namespace, String name, Optional<String> phone, ZoneId timeZone) {}

  /** The program's vocabulary: what we ship, overridden by the files of the directory. */
  public record TerminologyConfig(Optional<Path> directory) {}

  /**
   * What disclosures go by.
   *
   * @param words that tell of substance use
   * @param law of the states
   * @param notice that goes along with what falls under 42 CFR Part 2
   * @param ends what becomes of what a partner holds where consent ends
   */
  public record DisclosureConfig(
      SubstanceUseWords words, StateLaw law, RedisclosureNotice notice, ConsentEnds ends) {}

  /** What becomes of what a partner holds, where nothing of it may be told any more. */
  public enum ConsentEnds {
    /** It is taken back there: it does not hold any more, and shows nothing of what it told. */
    RETIRE,
    /** It stays there, and a person is told. */
    LEAVE;

    /** The word used in the configuration, such as {@code retire}. */
    public String word() {
      return Words.word(this);
    }
  }

  /**
   * Where the adapter listens. Port 0 takes a free one.
   *
   * @param connectionsPerAddress that one address may have open at a time
   * @param requestsPerCredential that one credential may make in a second
   * @param tls what it shows of itself, and whom it believes to vouch for clients; empty for plain
   *     HTTP
   * @param behindProxy whether a proxy before it speaks TLS
   * @param proxies whose word is taken for whom they speak for; empty: nobody's
   * @param publicUrl under which partners reach it, without a slash at its end
   */
  public record ServerConfig(
      String address,
      int port,
      int connectionsPerAddress,
      int requestsPerCredential,
      Optional<Tls> tls,
      boolean behindProxy,
      List<String> proxies,
      Optional<URI> publicUrl) {

    public ServerConfig {
      proxies = List.copyOf(proxies);
    }

    /** Whether browsers reach it over TLS. */
    public boolean isSecure() {
      return tls.isPresent() || behindProxy;
    }
  }

  /** Who may do what: somebody with a credential. */
  public record Access(String name, Credential credential, Set<Role> roles) {}

  /** By what somebody is known. */
  public sealed interface Credential {

    /** A bearer token (RFC 6750) as it is. */
    record Token(String token) implements Credential {

      @Override
      public String toString() {
        return "Token";
      }
    }

    /** A bearer token of which only the SHA-256 is here, in hexadecimal digits. */
    record TokenHash(String sha256) implements Credential {

      @Override
      public String toString() {
        return "TokenHash";
      }
    }

    /** The certificate that a client shows (RFC 8705), of this subject. */
    record ClientCertificate(X500Principal subject) implements Credential {}
  }

  /**
   * A server that gives out access tokens for this adapter (RFC 9068).
   *
   * @param issuer who it calls itself; its keys are found by it where {@code jwks} is empty
   * @param audience whom its tokens are for
   * @param scopes what each scope is good for
   */
  public record AuthorizationServer(
      Optional<URI> issuer, Optional<URI> jwks, String audience, Map<String, Set<Role>> scopes) {

    public AuthorizationServer {
      scopes = Map.copyOf(scopes);
    }
  }

  /**
   * How people sign in: by a file of users, by OpenID Connect, or by either.
   *
   * @param users the file that {@code warm-handoff users} writes
   * @param url under which browsers reach the adapter, without a slash at its end; there wherever
   *     OpenID Connect is
   */
  public record PeopleConfig(
      Optional<Path> users,
      Optional<OpenIdConnect> openIdConnect,
      Optional<URI> url,
      SessionConfig session) {}

  /**
   * A provider that knows people (OpenID Connect Core 1.0).
   *
   * @param name what people call it, on the button
   * @param issuer who it calls itself; what else is to be known of it is asked there
   * @param rolesClaim the claim of its ID token that says what somebody is there
   * @param roles what each value of that claim is good for here
   */
  public record OpenIdConnect(
      String name,
      URI issuer,
      String clientId,
      String clientSecret,
      String rolesClaim,
      Map<String, Set<Role>> roles) {

    public OpenIdConnect {
      roles = Map.copyOf(roles);
    }

    @Override
    public String toString() {
      return "OpenIdConnect[" + issuer + "]";
    }
  }

  /**
   * When somebody has to sign in again.
   *
   * @param idle after nothing was asked for so long
   * @param longest however much was asked
   */
  public record SessionConfig(Duration idle, Duration longest) {}

  /** What a credential is good for. */
  public enum Role {
    /** Submit records. */
    SUBMIT,
    /** Read the state of records and deliveries. */
    READ,
    /** Read health details and metrics. */
    OBSERVE,
    /** See records, deliveries and what needs a hand, and decide who is meant: program staff. */
    STAFF,
    /** See deliveries and what needs a hand, and lend it: retry, release, cancel, decide. */
    OPERATE,
    /** Read the accounting of disclosures: when, to whom, what, on what ground; no content. */
    AUDIT,
    /** Read what was sent, word for word. */
    AUDIT_CONTENT;

    /** The word used in the configuration, such as {@code audit-content}. */
    public String word() {
      return Words.word(this);
    }
  }

  /** Where records are kept: an H2 file in the directory, unless PostgreSQL is named. */
  public record StoreConfig(Path directory, Optional<Postgres> postgresql) {}

  /**
   * A PostgreSQL database.
   *
   * @param node what this node calls itself there, also after it was started again; by default its
   *     host's name and the port it listens on
   */
  public record Postgres(String url, String user, String password, Optional<String> node) {

    @Override
    public String toString() {
      return "Postgres[" + user + "]";
    }
  }

  /**
   * The way in.
   *
   * @param largestRecord in bytes
   * @param largestBody in bytes, of a whole NDJSON body
   */
  public record IntakeConfig(int largestRecord, long largestBody, Optional<InboxConfig> inbox) {}

  /**
   * The watched directory; {@code inbox}, {@code done} and {@code refused} are made in it.
   *
   * @param every pause between two looks
   * @param quiet how long a file must have been left alone
   * @param patience how long a file that ends in the middle is waited for
   */
  public record InboxConfig(Path directory, Duration every, Duration quiet, Duration patience) {}

  /**
   * The way out.
   *
   * @param poll how often to look for due deliveries where nobody called
   * @param lease how long a claim holds; a delivery whose worker died goes on after it
   * @param doubt how long a write whose answer was lost may still be done at a partner that knows
   *     no conditional create
   * @param firstPause pause after the first failure; doubled each time
   * @param longestPause the pause that is never exceeded
   * @param attentionAfter how long a delivery may wait before somebody is told
   * @param askEvery how often a partner is asked what became of a new referral
   * @param searchOverlap how far before what was seen it is searched for what has changed
   */
  public record DeliveryConfig(
      Duration poll,
      Duration lease,
      Duration doubt,
      Duration firstPause,
      Duration longestPause,
      Patience attentionAfter,
      Patience askEvery,
      Duration searchOverlap) {}

  /**
   * When what partners hold is compared with what they should.
   *
   * @param at when the nightly one begins, by the program's clock; empty for none
   * @param requests to a partner that one may make, before the next one goes on
   */
  public record ReconciliationConfig(Optional<LocalTime> at, int requests) {}

  /**
   * How partners are drilled.
   *
   * @param monthly when the scheduled ones begin, by the program's clock; empty for none
   * @param plan how long a plan may take from being taken in until the partner shows it
   * @param event the same of an event
   * @param referral the same of a referral
   * @param answer how long an answer may take after that; empty where nobody has to answer
   * @param patience how long a drill waits, and then for what it takes back
   * @param answerPatience how long it waits for an answer
   */
  public record DrillsConfig(
      Optional<MonthlyTime> monthly,
      Duration plan,
      Duration event,
      Duration referral,
      Optional<Duration> answer,
      Duration patience,
      Duration answerPatience) {}

  /**
   * Once a month.
   *
   * @param day of the month, from 1 to 28: every month has it
   */
  public record MonthlyTime(int day, LocalTime at) {}

  /** How long a delivery of each priority may wait before it becomes somebody's business. */
  public record Patience(Duration emergency, Duration urgent, Duration routine) {

    /** How long one of that priority may wait. */
    public Duration of(Priority priority) {
      return switch (priority) {
        case EMERGENCY -> emergency;
        case URGENT -> urgent;
        case ROUTINE -> routine;
      };
    }
  }

  /**
   * When a partner's patient is our participant.
   *
   * @param certain score from which a single candidate is taken, above {@code possible}, at most 1
   * @param possible score from which a candidate is shown to a person, above 0
   */
  public record MatchingConfig(double certain, double possible) {}

  /** Where the key pairs are that {@code warm-handoff keys} makes, a directory for each name. */
  public record KeysConfig(Path directory) {}

  /** Whose work the log may tell more or less of. There are no others, and none tells a body. */
  public enum LoggedPart {
    /** What comes in, by HTTP and by file. */
    INTAKE("intake"),
    /** Deliveries, what became of them, and attention. */
    DELIVERY(
        "delivery",
        "followup",
        "reconciliation",
        "drill",
        "attention",
        "consent",
        "store",
        "events"),
    /** Who of a partner's patients it is. */
    MATCHING("match"),
    /** Requests to partners; at {@code DEBUG} a line each, without address, header or body. */
    PARTNERS("partner"),
    /** Who was let in. */
    ACCESS("api.access");

    private final String words;

    LoggedPart(String... packageNames) {
      this.words = String.join(" ", packageNames);
    }

    /** Of the classes whose loggers it is, below ours. */
    public List<String> packageNames() {
      return List.of(words.split(" "));
    }
  }

  /** From which level on a part writes into the log. */
  public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG
  }
}
