package org.warmhandoff.disclosure;

import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;
import org.warmhandoff.record.Consent;
import org.warmhandoff.record.Consent.Purpose;
import org.warmhandoff.record.Consent.Signer;
import org.warmhandoff.record.Consent.Signer.Capacity;
import org.warmhandoff.record.ConsentForm;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.Sensitivity;

/**
 * Whether a consent is one for what it is asked for: what 42 CFR 2.31 wants of it, and whether who
 * signed could.
 */
final class ConsentForms {

  private final StateLaw law;

  ConsentForms(StateLaw law) {
    this.law = law;
  }

  /** Why it is none for that content and recipient; empty where it is one. */
  Optional<Ground> deficiency(
      Consent consent,
      Sensitivity what,
      Participant participant,
      Recipient recipient,
      Circumstances now) {
    if (consent.givenAt().isEmpty()) {
      return Optional.of(Ground.CONSENT_WITHOUT_DATE);
    }
    if (!isTheirsToSign(consent, what, participant, now)) {
      return Optional.of(Ground.SIGNER_WITHOUT_AUTHORITY);
    }
    if (what == Sensitivity.COUNSELLING_NOTES && consent.scope().size() > 1) {
      return Optional.of(Ground.COUNSELLING_NOTES);
    }
    return what == Sensitivity.SUBSTANCE_USE || what == Sensitivity.COUNSELLING_NOTES
        ? deficiencyUnderPart2(consent, recipient)
        : Optional.empty();
  }

  private static Optional<Ground> deficiencyUnderPart2(Consent consent, Recipient recipient) {
    if (!isComplete(consent)) {
      return Optional.of(Ground.CONSENT_INCOMPLETE);
    }
    return recipient.kind() == RecipientKind.INTERMEDIARY && !isLimited(consent)
        ? Optional.of(Ground.INTERMEDIARY_NOT_LIMITED)
        : Optional.empty();
  }

  /** All that 42 CFR 2.31(a) asks for; recipient, purpose and beginning are always there. */
  private static boolean isComplete(Consent consent) {
    var ofPayment = consent.purpose() == Purpose.TREATMENT_PAYMENT_OPERATIONS;
    var ends = consent.to().isPresent() || consent.ends().isPresent() || ofPayment;
    return ends
        && consent.signer().isPresent()
        && consent.form().filter(form -> isComplete(form, ofPayment)).isPresent();
  }

  private static boolean isComplete(ConsentForm form, boolean ofPayment) {
    var always =
        Stream.of(form.discloser(), form.description(), form.rightToRevoke(), form.document())
            .allMatch(Optional::isPresent);
    return always && (!ofPayment || saysWhatFollows(form));
  }

  private static boolean saysWhatFollows(ConsentForm form) {
    return Stream.of(form.redisclosureStated(), form.refusalStated())
        .allMatch(stated -> stated.orElse(false));
  }

  private static boolean isLimited(Consent consent) {
    return consent
        .intermediary()
        .filter(to -> to.treatingProvidersOnly() || !to.members().isEmpty())
        .isPresent();
  }

  /** Where nobody says who signed, the participant did, or the program would have said so. */
  boolean isTheirsToSign(
      Consent consent, Sensitivity what, Participant participant, Circumstances now) {
    return consent
        .signer()
        .map(signer -> isTheirsToSign(signer, consent, what, participant, now))
        .orElse(true);
  }

  private boolean isTheirsToSign(
      Signer signer,
      Consent consent,
      Sensitivity what,
      Participant participant,
      Circumstances now) {
    var day = day(consent, now);
    var own = law.decidesAlone(participant, what, day);
    return switch (signer.capacity()) {
      case PARTICIPANT -> own;
      case PARENT -> !own;
      case GUARDIAN -> signer.authority().isPresent() && !(own && law.isMinor(participant, day));
      case HEALTH_CARE_AGENT -> signer.authority().isPresent();
    };
  }

  private static LocalDate day(Consent consent, Circumstances now) {
    return consent.givenAt().map(now::day).orElse(consent.from());
  }

  /** Whether the word of who decided for a child no longer counts: it decides itself since. */
  boolean isOutgrown(
      Consent consent, Sensitivity what, Participant participant, Circumstances now) {
    return consent
            .signer()
            .filter(signer -> isForAChild(signer, participant, day(consent, now)))
            .isPresent()
        && law.decidesAlone(participant, what, now.day(now.at()));
  }

  private boolean isForAChild(Signer signer, Participant participant, LocalDate signed) {
    return signer.capacity() == Capacity.PARENT
        || (signer.capacity() == Capacity.GUARDIAN && law.isMinor(participant, signed));
  }
}
