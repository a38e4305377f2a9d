package org.warmhandoff.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.warmhandoff.disclosure.AccountedDisclosure;
import org.warmhandoff.disclosure.AccountedDisclosure.AccountedWrite;
import org.warmhandoff.record.Words;

/**
 * What was disclosed of a participant, as the API shows it.
 *
 * @param since from when on
 */
record DisclosureAccount(String participant, Instant since, List<One> disclosures) {

  static DisclosureAccount of(
      String participant, Instant since, List<AccountedDisclosure> disclosures) {
    return new DisclosureAccount(participant, since, disclosures.stream().map(One::of).toList());
  }

  /** One disclosure; what is not known or does not apply is left out. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record One(
      Instant at,
      To recipient,
      What disclosed,
      List<String> purposes,
      Why ground,
      long delivery,
      int attempt,
      List<AccountedWrite> writes) {

    static One of(AccountedDisclosure disclosure) {
      return new One(
          disclosure.at(),
          To.of(disclosure),
          What.of(disclosure),
          disclosure.purposes(),
          Why.of(disclosure),
          disclosure.attempt().delivery(),
          disclosure.attempt().number(),
          disclosure.writes());
    }
  }

  /** Who got it, and to whom an intermediary may pass it on. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record To(String partner, String name, String address, List<String> members) {

    private static To of(AccountedDisclosure disclosure) {
      var receiver = disclosure.receiver();
      return new To(
          receiver.partner(),
          receiver.name(),
          receiver.address().orElse(null),
          disclosure.restsOn().members());
    }
  }

  /** What it was, by ids, and what of it did not go along. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record What(String description, String kind, String record, int version, List<String> withheld) {

    private static What of(AccountedDisclosure disclosure) {
      var key = disclosure.key();
      return new What(
          disclosure.description(),
          key.kind().word(),
          key.id(),
          key.version(),
          disclosure.withheld().stream().sorted().map(Words::word).toList());
    }
  }

  /** On what it rested; where that is no consent, who declared what and when (42 CFR 2.51(c)). */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Why(
      String basis, List<String> consents, String discloser, String nature, Instant declaredAt) {

    private static Why of(AccountedDisclosure disclosure) {
      var restsOn = disclosure.restsOn();
      var declared = restsOn.declared();
      return new Why(
          restsOn.basis().word(),
          restsOn.consents(),
          declared.map(one -> one.discloser()).orElse(null),
          declared.map(one -> one.nature()).orElse(null),
          declared.map(one -> one.at()).orElse(null));
    }
  }
}
