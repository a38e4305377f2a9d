package org.warmhandoff.fhir.base;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.warmhandoff.record.Phone;

/** Values of records as values of FHIR. */
public final class Fhir {

  /** <a href="https://hl7.org/fhir/R4/identifier-registry.html">The registry of systems</a>. */
  private static final Pattern TAG = Pattern.compile("<(?=[A-Za-z/!?])");

  private static final String URI_SYSTEM = "urn:ietf:rfc:3986";

  private Fhir() {}

  /** A day, which has no time and no zone. */
  public static DateTimeType day(LocalDate day) {
    return new DateTimeType(day.toString());
  }

  /** A moment to the millisecond, in UTC. */
  public static DateTimeType time(Instant instant) {
    return new DateTimeType(milliseconds(instant));
  }

  /**
   * The same where FHIR wants no less than that.
   *
   * @see <a href="https://hl7.org/fhir/R4/datatypes.html#instant">instant</a>
   */
  public static InstantType instant(Instant instant) {
    return new InstantType(milliseconds(instant));
  }

  /** A period; an end before the start is left out, as FHIR allows no such period. */
  public static Period period(Instant start, Optional<Instant> end) {
    var period = new Period().setStartElement(time(start));
    end.filter(instant -> !instant.isBefore(start))
        .ifPresent(instant -> period.setEndElement(time(instant)));
    return period;
  }

  /** The participant by the program's own id; each partner's door adds its own patient. */
  public static Reference participant(Program program, String participantId) {
    return logical("Patient", program.identifier("participant", participantId));
  }

  /** The program itself, by its name space, under the name that partners know it by. */
  public static Reference program(Program program) {
    return logical(
            "Organization", new Identifier().setSystem(URI_SYSTEM).setValue(program.namespace()))
        .setDisplay(program.name());
  }

  /** Something that another record tells of, and that the partner may or may not have. */
  public static Reference logical(String type, Identifier identifier) {
    return new Reference().setType(type).setIdentifier(identifier);
  }

  /** Another resource of the same graph. */
  public static Reference within(String type, Identifier identifier) {
    return logical(type, identifier).setReference(Entry.fullUrl(identifier));
  }

  /** Somebody who is known by what the record calls them, and by no more. */
  public static Reference named(String display) {
    return new Reference().setDisplay(display);
  }

  /** A phone, as good as the use that is known of it. */
  public static ContactPoint phone(Phone phone) {
    return new ContactPoint()
        .setSystem(ContactPointSystem.PHONE)
        .setValue(phone.number())
        .setUse(use(phone.use()));
  }

  /** In R4 a note is markdown: what looks like a tag would not be shown. */
  public static Annotation note(String text) {
    return new Annotation().setText(TAG.matcher(text).replaceAll("&lt;"));
  }

  private static ContactPointUse use(Phone.Use use) {
    return switch (use) {
      case MOBILE -> ContactPointUse.MOBILE;
      case HOME -> ContactPointUse.HOME;
      case WORK -> ContactPointUse.WORK;
    };
  }

  private static String milliseconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
