package org.warmhandoff.record.reading;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.warmhandoff.record.Consent;
import org.warmhandoff.record.CrisisEvent;
import org.warmhandoff.record.CrisisPlan;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.Participant.EmergencyContact;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Referral;
import org.warmhandoff.record.Restriction;
import org.warmhandoff.record.Staff;
import org.warmhandoff.record.reading.Reading.RecordProblem;

/** What must hold of a record and no schema can say. */
final class RecordRules {

  private static final int OLDEST = 125;

  private final List<RecordProblem> problems = new ArrayList<>();

  private RecordRules() {}

  static List<RecordProblem> problems(ProgramRecord record) {
    var rules = new RecordRules();
    if (record instanceof Participant participant) {
      rules.check(participant);
    } else if (record instanceof CrisisPlan plan) {
      rules.check(plan);
    } else if (record instanceof CrisisEvent event) {
      rules.check(event);
    } else if (record instanceof Referral referral) {
      rules.check(referral);
    }
    return rules.problems;
  }

  private void check(Participant participant) {
    // a day of grace: it may already be tomorrow where the child was born
    var tomorrow = participant.recordedAt().atOffset(ZoneOffset.UTC).toLocalDate().plusDays(1);
    must(!participant.birthDate().isAfter(tomorrow), "/birthDate", "must not be in the future");
    must(
        participant.birthDate().isAfter(tomorrow.minusYears(OLDEST)),
        "/birthDate",
        "must not be more than " + OLDEST + " years before recordedAt: nobody is as old");
    checkIds("/emergencyContacts", participant.emergencyContacts(), EmergencyContact::id);
    checkIds("/consents", participant.consents(), Consent::id);
    checkIds("/restrictions", participant.restrictions(), Restriction::id);
    var contacts =
        participant.emergencyContacts().stream()
            .map(EmergencyContact::id)
            .collect(Collectors.toSet());
    for (var index = 0; index < participant.consents().size(); index++) {
      var consent = participant.consents().get(index);
      var place = "/consents/" + index;
      check(place, consent);
      must(
          consent.recipient().contact().map(contacts::contains).orElse(true),
          place + "/recipient/contact",
          "must be the id of one of the emergency contacts");
    }
  }

  private void check(String place, Consent consent) {
    must(notBefore(consent.to(), consent.from()), place + "/to", "must not be before from");
    must(
        consent.givenAt().map(given -> notBefore(consent.revokedAt(), given)).orElse(true),
        place + "/revokedAt",
        "must not be before givenAt");
  }

  private void check(CrisisPlan plan) {
    var making = plan.making();
    checkStaff("/making/author", making.author());
    for (var index = 0; index < making.careTeam().size(); index++) {
      checkStaff("/making/careTeam/" + index, making.careTeam().get(index));
    }
    must(
        making.lastReviewedOn().map(day -> notBefore(making.nextReviewDue(), day)).orElse(true),
        "/making/nextReviewDue",
        "must not be before lastReviewedOn");
    must(
        making.replaces().map(replaced -> !replaced.equals(plan.id())).orElse(true),
        "/making/replaces",
        "must be the id of another plan; a new version keeps the id");
  }

  private void check(CrisisEvent event) {
    must(
        event.outcome().map(end -> !end.at().isBefore(event.noticed().at())).orElse(true),
        "/outcome/at",
        "must not be before noticed/at");
    event
        .emergencyDisclosure()
        .ifPresent(claim -> checkStaff("/emergencyDisclosure/declaredBy", claim.declaredBy()));
    event
        .threatDisclosure()
        .ifPresent(claim -> checkStaff("/threatDisclosure/declaredBy", claim.declaredBy()));
    for (var index = 0; index < event.conditions().size(); index++) {
      checkStaff(
          "/conditions/" + index + "/assertedBy", event.conditions().get(index).assertedBy());
    }
  }

  private void check(Referral referral) {
    checkStaff("/requester", referral.requester());
    must(
        referral.appointment().map(when -> notBefore(when.until(), when.at())).orElse(true),
        "/appointment/until",
        "must not be before at");
  }

  private void checkStaff(String place, Staff staff) {
    must(
        staff.npi().map(Npi::isValid).orElse(true),
        place + "/npi",
        "must be an NPI with a valid check digit");
  }

  private <T> void checkIds(String place, List<T> items, Function<T, String> id) {
    var seen = new HashSet<String>();
    for (var index = 0; index < items.size(); index++) {
      must(seen.add(id.apply(items.get(index))), place + "/" + index + "/id", "must be unique");
    }
  }

  private void must(boolean holds, String pointer, String reason) {
    if (!holds) {
      problems.add(new RecordProblem(pointer, reason));
    }
  }

  private static <T extends Comparable<? super T>> boolean notBefore(Optional<T> end, T start) {
    return end.map(value -> value.compareTo(start) >= 0).orElse(true);
  }
}
