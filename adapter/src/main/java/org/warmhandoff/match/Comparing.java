package org.warmhandoff.match;

import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Patient;
import org.warmhandoff.record.Participant;

/** Compares one trait at a time of our participant and a partner's patient. */
final class Comparing {

  private final Participant ours;
  private final Patient theirs;
  private final NameMatch.Fits name;
  private final ContactMatch reaching;

  Comparing(Participant ours, Patient theirs) {
    this.ours = ours;
    this.theirs = theirs;
    this.name = new NameMatch(ours.name(), theirs.getName()).best();
    this.reaching = new ContactMatch(ours, theirs);
  }

  Agreement of(Trait trait) {
    return switch (trait) {
      case FAMILY -> name.family();
      case GIVEN -> name.given();
      case SUFFIX -> name.suffix();
      case BIRTH_DATE -> birthDate();
      case SEX -> sex();
      case PHONE -> reaching.phone();
      case ADDRESS -> reaching.address();
    };
  }

  NameMatch.Fits name() {
    return name;
  }

  /** A part of a date, such as a year alone, neither agrees nor speaks against it. */
  private Agreement birthDate() {
    var date = theirs.getBirthDateElement().getValueAsString();
    if (Spelling.isBlank(date)) {
      return Agreement.ABSENT;
    }
    var own = ours.birthDate();
    if (date.equals(own.toString())) {
      return Agreement.AGREES;
    }
    return own.toString().startsWith(date + "-")
            || BirthDates.swapped(own).filter(date::equals).isPresent()
        ? Agreement.NEARLY
        : Agreement.DIFFERS;
  }

  private Agreement sex() {
    var gender = theirs.getGender();
    if (gender == null || gender == AdministrativeGender.UNKNOWN) {
      return Agreement.ABSENT;
    }
    return Spelling.plain(gender.toCode()).equals(Spelling.plain(ours.sex().name()))
        ? Agreement.AGREES
        : Agreement.DIFFERS;
  }
}
