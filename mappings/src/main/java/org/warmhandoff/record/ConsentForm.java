package org.warmhandoff.record;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What the form says that was signed: what <a
 * href="https://www.ecfr.gov/current/title-42/section-2.31">42 CFR 2.31(a)</a> asks for beside
 * recipient, purpose, end and date. The wording is the program's and stays with it.
 *
 * @param discloser who may disclose
 * @param description what may be disclosed, as the participant read it
 * @param rightToRevoke that it can be taken back, and how
 * @param redisclosureStated whether it says that what is disclosed may be disclosed again under
 *     HIPAA; of a consent for treatment, payment and operations
 * @param refusalStated whether it says what follows if the participant does not sign; of the same
 * @param document reference of the signed document, by which the program can be asked for it
 */
public record ConsentForm(
    Optional<String> discloser,
    Optional<String> description,
    Optional<String> rightToRevoke,
    Optional<Boolean> redisclosureStated,
    Optional<Boolean> refusalStated,
    Optional<String> document) {

  public ConsentForm {
    requireNonNull(discloser);
    requireNonNull(description);
    requireNonNull(rightToRevoke);
    requireNonNull(redisclosureStated);
    requireNonNull(refusalStated);
    requireNonNull(document);
  }
}
