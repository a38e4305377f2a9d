package org.warmhandoff.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.warmhandoff.disclosure.RecipientKind;
import org.warmhandoff.fhir.paper.DocumentFormat;
import org.warmhandoff.record.PartnerRole;

/**
 * A partner system: who it is, how to sign on, what it takes and what it may be asked.
 *
 * @param nextInLine who may be asked, in this order, where it does not take a referral on
 */
public record PartnerConfig(
    String name,
    Set<PartnerRole> roles,
    URI baseUrl,
    SignOn signOn,
    Tls tls,
    Conduct conduct,
    RecipientConfig recipient,
    Patients patients,
    Serves serves,
    Limits limits,
    Timeouts timeouts,
    List<String> nextInLine,
    WhenChanged whenChanged,
    PartnerDrill drill) {

  /** What becomes of what is ours where somebody at the partner changed or deleted it. */
  public enum WhenChanged {
    /** It is written there once more. */
    PROGRAM_STAYS,
    /** It stays as the partner has it, and a person is told. */
    KEEP_PARTNERS,
    /** A person is told, and decides. */
    RAISE
  }

  /**
   * How it is drilled.
   *
   * @param patient its own test patient, such as {@code Patient/123}; empty: the participant of the
   *     drills is looked for as anybody is
   */
  public record PartnerDrill(Optional<String> patient) {}

  /** How the adapter signs on there. Nothing of it is ever printed. */
  public sealed interface SignOn {

    /** Not at all: only on this machine. */
    record None() implements SignOn {}

    /** A bearer token that was given once (RFC 6750). */
    record Bearer(String token) implements SignOn {

      @Override
      public String toString() {
        return "Bearer";
      }
    }

    /** User and password (RFC 7617). */
    record Basic(String user, String password) implements SignOn {

      @Override
      public String toString() {
        return "Basic";
      }
    }

    /**
     * OAuth 2 client credentials with a secret (RFC 6749, 4.4).
     *
     * @param scopes asked for, in this order; empty: none are named
     * @param inForm whether the credentials travel in the form, not as HTTP Basic
     */
    record ClientSecret(
        URI tokenUrl, String clientId, String clientSecret, List<String> scopes, boolean inForm)
        implements SignOn {

      public ClientSecret {
        scopes = List.copyOf(scopes);
      }

      @Override
      public String toString() {
        return "ClientSecret";
      }
    }

    /**
     * A key of ours instead of a secret (SMART App Launch 2.2, Backend Services).
     *
     * @param tokenUrl where tokens are asked for; empty: where the partner's discovery says
     * @param scopes asked for as they stand; empty: those that the partner's forms need
     * @param clientIdInForm whether the client id stands in the form beside the assertion
     * @param jku where our public keys are, in the header of each assertion
     * @param audience whom assertions are for, where that is not the token endpoint
     */
    record Smart(
        String clientId,
        KeyReference key,
        Optional<URI> tokenUrl,
        List<String> scopes,
        boolean clientIdInForm,
        Optional<URI> jku,
        Optional<String> audience)
        implements SignOn {

      public Smart {
        scopes = List.copyOf(scopes);
      }

      @Override
      public String toString() {
        return "Smart";
      }
    }
  }

  /** Which key of ours signs. */
  public sealed interface KeyReference {

    /** Those that {@code warm-handoff keys} keeps in that directory. */
    record Kept(Path directory) implements KeyReference {}

    /**
     * A file of the deployer's own: JWK, PEM or PKCS#12.
     *
     * @param password of the file, where it has one
     */
    record Own(Path file, Optional<String> password) implements KeyReference {

      @Override
      public String toString() {
        return "Own[" + file + "]";
      }
    }
  }

  /**
   * What connections to it stand on, beside what Java does by itself.
   *
   * @param own what we show of ourselves
   * @param trust whom we believe to be the partner, or to vouch for it, in place of those whom Java
   *     trusts
   */
  public record Tls(Optional<CertificateFile> own, Optional<CertificateFile> trust) {

    /** Whether nothing is configured. */
    public boolean isPlain() {
      return own.isEmpty() && trust.isEmpty();
    }
  }

  /**
   * Certificates in PEM or PKCS#12.
   *
   * @param key the private key, where it is in a PEM file of its own
   */
  public record CertificateFile(Path file, Optional<Path> key, Optional<String> password) {

    @Override
    public String toString() {
      return "CertificateFile[" + file + "]";
    }
  }

  /**
   * What is known of its ways beside its CapabilityStatement.
   *
   * @param persona one of those that are shipped
   * @param personaFile one of the deployer's own, in place of it
   * @param documents the format that documents are wished in
   * @param wayBack how we hear from it what becomes of referrals; empty: as it offers
   * @param topic to be subscribed to there; empty: one that is known, where it names that
   */
  public record Conduct(
      String persona,
      Optional<Path> personaFile,
      Optional<DocumentFormat> documents,
      Optional<WayBack> wayBack,
      Optional<Topic> topic) {}

  /**
   * A topic of subscriptions (R4 Backport) by which Tasks are told of.
   *
   * @param url its canonical
   * @param filter of ours among them, such as {@code Task?requester=Organization/1}
   */
  public record Topic(String url, Optional<String> filter) {}

  /** How we hear from a partner what becomes of referrals. */
  public enum WayBack {
    /** By a subscription there, where it takes one; it is asked as well, more seldom. */
    SUBSCRIPTION,
    /** It is asked, and nothing else. */
    POLL
  }

  /**
   * What it is to the rules on disclosure.
   *
   * @param name as it is known to people; empty: as it is named here
   * @param address where it is, for the accounting of disclosures
   * @param medicalPersonnel whether these are medical personnel, who may be told in a medical
   *     emergency without consent (42 CFR 2.51)
   */
  public record RecipientConfig(
      RecipientKind kind,
      boolean medicalPersonnel,
      Optional<String> name,
      Optional<String> address) {}

  /**
   * Its patients.
   *
   * @param identifierSystems name spaces of the patient identifiers this partner gives
   * @param mayBeCreated whether a participant whom it does not know becomes its patient
   */
  public record Patients(List<String> identifierSystems, boolean mayBeCreated) {

    public Patients {
      identifierSystems = List.copyOf(identifierSystems);
    }
  }

  /**
   * Where it serves; bound to no place if all are empty.
   *
   * @param postalCodes ZIP codes of five digits, or their first three
   * @param counties as in addresses, with their state
   * @param states USPS codes
   */
  public record Serves(
      Set<String> postalCodes, Set<County> counties, Set<String> states, Optional<Circle> within) {

    /** Everywhere. */
    public static final Serves EVERYWHERE =
        new Serves(Set.of(), Set.of(), Set.of(), Optional.empty());

    public Serves {
      postalCodes = Set.copyOf(postalCodes);
      counties = Set.copyOf(counties);
      states = Set.copyOf(states);
    }

    /** A county, by its name without the word. */
    public record County(String name, String state) {}

    /** All places no farther from the point, in degrees (WGS 84), than so many miles. */
    public record Circle(double latitude, double longitude, double miles) {}
  }

  /**
   * What it can bear.
   *
   * @param parallel deliveries at a time, and so requests
   * @param perSecond requests a second, by each adapter
   * @param perDay requests a calendar day in the zone of the quiet hours, else UTC
   */
  public record Limits(
      int parallel, OptionalDouble perSecond, OptionalLong perDay, Optional<QuietHours> quiet) {}

  /** Hours of the day without routine work; they may go over midnight. */
  public record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {

    /** Whether it is quiet then. */
    public boolean at(Instant instant) {
      var time = LocalTime.ofInstant(instant, zone);
      return from.isBefore(to)
          ? !time.isBefore(from) && time.isBefore(to)
          : !time.isBefore(from) || time.isBefore(to);
    }
  }

  /**
   * How long to wait for a partner.
   *
   * @param answer for one whole request and its answer
   */
  public record Timeouts(Duration connect, Duration answer) {}

  public PartnerConfig {
    nextInLine = List.copyOf(nextInLine);
    roles = Set.copyOf(roles);
  }

  /** How many deliveries it takes at a time. */
  public int parallel() {
    return limits.parallel();
  }

  @Override
  public String toString() {
    return "PartnerConfig[" + name + "]";
  }
}
