package org.warmhandoff.fhir;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Staff;

/** Values of records as values of FHIR. */
final class Fhir {

  /** <a href="https://hl7.org/fhir/R4/identifier-registry.html">The registry of systems</a>. */
  private static final String NPI = "http://hl7.org/fhir/sid/us-npi";

  private static final String DATA_ABSENT_REASON =
      "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

  private static final String URI_SYSTEM = "urn:ietf:rfc:3986";

  private Fhir() {}

  static DateTimeType day(LocalDate day) {
    return new DateTimeType(day.toString());
  }

  static DateTimeType time(Instant instant) {
    return new DateTimeType(milliseconds(instant));
  }

  static InstantType instant(Instant instant) {
    return new InstantType(milliseconds(instant));
  }

  /** A period; an end before the start is left out, as FHIR allows no such period. */
  static Period period(Instant start, Optional<Instant> end) {
    var period = new Period().setStartElement(time(start));
    end.filter(instant -> !instant.isBefore(start))
        .ifPresent(instant -> period.setEndElement(time(instant)));
    return period;
  }

  /** The participant by the program's own id; each partner's door adds its own patient. */
  static Reference participant(Program program, String participantId) {
    return logical("Patient", program.identifier("participant", participantId));
  }

  static Reference program(Program program) {
    return logical(
            "Organization", new Identifier().setSystem(URI_SYSTEM).setValue(program.namespace()))
        .setDisplay(program.name());
  }

  /** Something that another record tells of, and that the partner may or may not have. */
  static Reference logical(String type, Identifier identifier) {
    return new Reference().setType(type).setIdentifier(identifier);
  }

  /** Another resource of the same graph. */
  static Reference within(String type, Identifier identifier) {
    return logical(type, identifier).setReference(Entry.fullUrl(identifier));
  }

  /** Somebody of the program: contained where there is an NPI to show, else by name. */
  static Reference staff(Program program, Staff staff, DomainResource holder) {
    var display = staff.name() + ", " + staff.role();
    return staff
        .npi()
        .map(npi -> contained(practitioner(staff, npi), holder).setDisplay(display))
        .orElseGet(
            () ->
                logical("Practitioner", program.identifier("staff", staff.id()))
                    .setDisplay(display));
  }

  /** Which version of the record a resource shows. */
  static Identifier version(Program program, ProgramRecord record) {
    return program.identifier(
        record.kind().word() + "-version", record.id() + "-v" + record.version());
  }

  private static Practitioner practitioner(Staff staff, String npi) {
    var practitioner = new Practitioner();
    practitioner.setId("staff");
    practitioner.addIdentifier().setSystem(NPI).setValue(npi);
    practitioner.addName().setText(staff.name()).setFamilyElement(notKnownApart());
    return practitioner;
  }

  /** US Core wants a family name; the program knows the name as a whole. */
  private static StringType notKnownApart() {
    var family = new StringType();
    family.addExtension(DATA_ABSENT_REASON, new CodeType("unknown"));
    return family;
  }

  private static Reference contained(Practitioner practitioner, DomainResource holder) {
    holder.addContained(practitioner);
    return new Reference("#" + practitioner.getIdPart());
  }

  private static String milliseconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
