package org.warmhandoff.fhir.base;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.warmhandoff.disclosure.Disclosed;
import org.warmhandoff.disclosure.RedisclosureNotice;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Sensitivity;
import org.warmhandoff.record.Staff;
import org.warmhandoff.record.Words;
import org.warmhandoff.terminology.Family;
import org.warmhandoff.terminology.Terminology;

/**
 * What a mapping goes by: what is disclosed, to whom, for which program and in which words.
 *
 * @param partTwo goes along with what falls under 42 CFR Part 2
 * @param zone by whose clock
 */
public record MappingContext(
    Program program,
    Terminology terminology,
    RedisclosureNotice partTwo,
    Disclosed disclosed,
    Audience audience,
    ZoneId zone) {

  private static final String NPI = "http://hl7.org/fhir/sid/us-npi";

  public MappingContext {
    requireNonNull(program);
    requireNonNull(terminology);
    requireNonNull(partTwo);
    requireNonNull(disclosed);
    requireNonNull(audience);
    requireNonNull(zone);
  }

  /** Of that record, by the clock that it was written by. */
  public static MappingContext of(
      Disclosed disclosed,
      Program program,
      Terminology terminology,
      RedisclosureNotice partTwo,
      Audience audience) {
    var zone = zone(disclosed.record(), disclosed.participant(), program);
    return new MappingContext(program, terminology, partTwo, disclosed, audience, zone);
  }

  /**
   * The record's own offset, in the zone that has it then, as offsets know nothing of summer; else
   * the participant's zone, else the program's.
   */
  private static ZoneId zone(ProgramRecord record, Participant participant, Program program) {
    var zones =
        Stream.concat(participant.contact().timeZone().stream(), Stream.of(program.timeZone()))
            .toList();
    return record
        .offset()
        .map(
            own ->
                zones.stream()
                    .filter(zone -> zone.getRules().getOffset(record.recordedAt()).equals(own))
                    .findFirst()
                    .orElse(own))
        .orElse(zones.get(0));
  }

  /** The participant, as far as they are told of. */
  public Participant participant() {
    return disclosed.participant();
  }

  /** What is told of, for labels and the notice that goes with them. */
  public Set<Sensitivity> sensitivities() {
    return disclosed.sensitivities();
  }

  /** The notice, where what is told falls under 42 CFR Part 2. */
  public Optional<RedisclosureNotice> notice() {
    return Optional.of(partTwo).filter(any -> sensitivities().contains(Sensitivity.SUBSTANCE_USE));
  }

  /** The participant; where it is known who that is there, as that patient. */
  public Reference subject() {
    var subject = Fhir.participant(program, participant().id());
    audience.patient().ifPresent(subject::setReference);
    return subject;
  }

  /** An identifier in the name space of the program. */
  public Identifier identifier(String family, String value) {
    return program.identifier(family, value);
  }

  /** Names this edition of the record in a family of its kind, such as {@code document}. */
  public Identifier ofEdition(String family) {
    return program.identifier(family, disclosed.record(), edition());
  }

  /** Which edition of the record is told. */
  public Edition edition() {
    return new Edition(disclosed.record().version(), audience.edition());
  }

  /** In public codes and in our own, as {@link Terminology#codeable(Family, Enum)}. */
  public CodeableConcept concept(Family family, Enum<?> constant) {
    return terminology.codeable(family, constant);
  }

  /** Our own code alone, where a public one would be said of something else. */
  public CodeableConcept own(Family family, Enum<?> constant) {
    return terminology.concept(family, Words.word(constant)).own().concept();
  }

  /** What a reader is told. */
  public String words(Family family, Enum<?> constant) {
    return terminology.concept(family, Words.word(constant)).own().display();
  }

  /** The same of a code, which the family must have. */
  public CodeableConcept concept(Family family, String code) {
    return terminology.codeable(family, code);
  }

  /** With the zone, for nobody knows by whose clock else. */
  public String time(Instant instant) {
    return Wording.time(instant, zone);
  }

  /** Which day it is then, by that clock. */
  public LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, zone);
  }

  /** A partner by its name in the configuration, which is no name to show. */
  public Reference partner(String name) {
    return Fhir.logical("Organization", identifier("partner", name));
  }

  /**
   * Somebody of the program, by the number that everybody knows them by, else by the program's own.
   * No resource of their own: a Practitioner must have a family name, and the program knows the
   * name as a whole.
   */
  public Reference staff(Staff staff) {
    var identifier =
        staff
            .npi()
            .map(npi -> new Identifier().setSystem(NPI).setValue(npi))
            .orElseGet(() -> identifier("staff", staff.id()));
    return Fhir.logical("Practitioner", identifier).setDisplay(staff.name() + ", " + staff.role());
  }
}
