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
record DisclosureAccount(String participant, Instant since, List<DisclosureEntry> disclosures) {

  static DisclosureAccount of(
      String participant, Instant since, List<AccountedDisclosure> disclosures) {
    return new DisclosureAccount(
        participant, since, disclosures.stream().map(DisclosureEntry::of).toList());
  }

  /** One disclosure; what is not known or does not apply is left out. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record DisclosureEntry(
      Instant at,
      AccountedRecipient recipient,
      AccountedContent disclosed,
      List<String> purposes,
      Grounds ground,
      long delivery,
      int attempt,
      List<AccountedWrite> writes) {

    static DisclosureEntry of(AccountedDisclosure disclosure) {
      return new DisclosureEntry(
          disclosure.at(),
          AccountedRecipient.of(disclosure),
          AccountedContent.of(disclosure),
          disclosure.purposes(),
          Grounds.of(disclosure),
          disclosure.attempt().delivery(),
          disclosure.attempt().number(),
          disclosure.writes());
    }
  }

  /** Who got it, and to whom an intermediary may pass it on. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record AccountedRecipient(String partner, String name, String address, List<String> members) {

    private static AccountedRecipient of(AccountedDisclosure disclosure) {
      var receiver = disclosure.receiver();
      return new AccountedRecipient(
          receiver.partner(),
          receiver.name(),
          receiver.address().orElse(null),
          disclosure.restsOn().members());
    }
  }

  /** What it was, by ids, and what of it did not go along. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record AccountedContent(
      String description, String kind, String record, int version, List<String> withheld) {

    private static AccountedContent of(AccountedDisclosure disclosure) {
      var key = disclosure.key();
      return new AccountedContent(
          disclosure.description(),
          key.kind().word(),
          key.id(),
          key.version(),
          disclosure.withheld().stream().sorted().map(Words::word).toList());
    }
  }

  /** On what it rested; where that is no consent, who declared what and when (42 CFR 2.51(c)). */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Grounds(
      String basis, List<String> consents, String discloser, String nature, Instant declaredAt) {

    private static Grounds of(AccountedDisclosure disclosure) {
      var restsOn = disclosure.restsOn();
      var declared = restsOn.declared();
      return new Grounds(
          restsOn.basis().word(),
          restsOn.consents(),
          declared.map(one -> one.discloser()).orElse(null),
          declared.map(one -> one.nature()).orElse(null),
          declared.map(one -> one.at()).orElse(null));
    }
  }
}
